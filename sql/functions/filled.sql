-- What a text says: null when it is empty or of white space only, else the text as it is.
create or replace function filled(written text) returns text
language sql immutable parallel safe
as $$
  select case when btrim(written, E' \t\n\r\f\x0B') <> '' then written end
$$;

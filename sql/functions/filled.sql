-- What a text says: null when it is empty or of white space only, else the text as it is. Nearly every text begins with something
-- from '!' on, which is seen at a glance.
create or replace function filled(written text) returns text
language sql immutable parallel safe
as $$
  select case when written collate "C" >= '!' or btrim(written, E' \t\n\r\f\x0B') <> '' then written end
$$;

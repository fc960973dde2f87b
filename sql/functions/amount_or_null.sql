-- A number written as plain decimal text, with an exponent of up to two digits; null for anything else.
create or replace function amount_or_null(written text) returns numeric
language sql immutable parallel safe
as $$
  select case when length(written) <= 40 and written ~ '^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?$' then written::numeric end
$$;

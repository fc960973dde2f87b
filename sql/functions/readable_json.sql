-- JSON whose texts can be read; null when one of them has a character that PostgreSQL cannot hold (\u0000, half a surrogate
-- pair), which would stop the statement that reads it.
create or replace function readable_json(value json) returns json
language plpgsql immutable parallel safe
as $$
begin
  if position('\u' in value::text) = 0 then return value; end if;
  perform value::jsonb;
  return value;
exception when data_exception then
  return null;
end
$$;

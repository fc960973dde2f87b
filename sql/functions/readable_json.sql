-- JSON whose texts can be read; null when one of them has a character that PostgreSQL cannot hold (\u0000, half a surrogate
-- pair), which would stop the statement that reads it. Without escaped backslashes and whole pairs, what is left of those
-- shows. Without an exception block, so that it can be read by several processes.
create or replace function readable_json(value json) returns json
language sql immutable parallel safe
as $$
  select case
           when position('\u' in value::text) = 0 then value
           when regexp_replace(replace(value::text, '\\', ''), '\\u[dD][89abAB]..\\u[dD][c-fC-F]..', '', 'g')
                !~ '\\u(0000|[dD][89a-fA-F])' then value
         end
$$;

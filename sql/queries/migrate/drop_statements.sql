-- The statements that drop views and functions by name, every overload, so that they can be created in another shape: of the
-- current schema, and views named "bi/..." of the schema of the BI views. Views go in one statement, which allows them to
-- depend on each other; what belongs to somebody else and depends on them makes the statement fail. Trigger functions stay:
-- their shape cannot change.
-- Parameters: $1 view names, $2 function names, both JSON arrays of text.
-- Up to two rows, in the order in which they are to run: one statement.
with schemas as (
  select current_schema() as own,
         case current_schema() when 'public' then 'bi' else current_schema() || '_bi' end as bi
)
select statement
from (
  select 1 as position, 'drop view ' || string_agg(format('%I.%I', n.nspname, c.relname), ', ' order by c.relname) as statement
  from schemas s
  cross join json_array_elements_text($1::json) as wanted (name)
  join pg_namespace n on n.nspname = case when wanted.name like 'bi/%' then s.bi else s.own end
  join pg_class c on c.relnamespace = n.oid and c.relkind = 'v' and c.relname = regexp_replace(wanted.name, '^bi/', '')
  union all
  select 2, 'drop function ' || string_agg(p.oid::regprocedure::text, ', ' order by p.oid)
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = current_schema() and p.prokind = 'f' and p.prorettype <> 'trigger'::regtype
    and p.proname in (select json_array_elements_text($2::json))
) as statements
where statement is not null
order by position;

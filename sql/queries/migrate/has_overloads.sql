-- Whether a function of the current schema exists in two shapes: "create or replace" made a second one beside the one that
-- it was to replace. Parameters: $1 function names, a JSON array of text. One row: one boolean.
select exists (
  select 1 from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = current_schema() and p.proname in (select json_array_elements_text($1::json))
  group by p.proname having count(*) > 1);

-- The tables of facts that have a local day. Grain: one row per table, by name.
create or replace function fact_tables() returns setof text
language sql stable
as $$
  select c.relname::text
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'day' and not a.attisdropped
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname like 'fact\_%'
  order by c.relname collate "C"
$$;

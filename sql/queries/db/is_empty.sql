-- Whether the database has no table, view or sequence of its own. Parameters: none. One row: one boolean.
select not exists (
  select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and n.nspname <> 'information_schema' and n.nspname not like 'pg\_%');

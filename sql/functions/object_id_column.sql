-- The column of a table of objects that holds the object's own id: the last one of its primary key.
create or replace function object_id_column(table_name text) returns text
language sql stable
as $$
  select a.attname::text
  from pg_index i
  join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[i.indnkeyatts - 1]
  where i.indrelid = quote_ident(table_name)::regclass and i.indisprimary;
$$;

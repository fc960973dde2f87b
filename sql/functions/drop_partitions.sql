-- Drops the months or chunks of a table that end at or before "boundary", a value of partition_boundary, with all that is
-- in them. Returns how many.
create or replace function drop_partitions(parent text, boundary timestamptz) returns bigint
language plpgsql
as $$
declare
  partition_name text;
  dropped bigint := 0;
begin
  if storage_engine() = 'timescaledb' then
    execute format('select count(*) from %s.drop_chunks($1, older_than => $2)', extension_schema('timescaledb'))
    into dropped using quote_ident(parent)::regclass, boundary;
    return dropped;
  end if;
  for partition_name in
    select c.oid::regclass::text
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    where i.inhparent = quote_ident(parent)::regclass
      and substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''(.*)''\)')::timestamptz <= boundary
    order by c.relname
  loop
    execute 'drop table ' || partition_name;
    dropped := dropped + 1;
  end loop;
  return dropped;
end
$$;

-- What a table takes on disk with its indexes, and with its partitions, chunks or shards, in bytes.
create or replace function table_bytes(table_class regclass) returns bigint
language plpgsql stable
as $$
declare
  bytes bigint;
begin
  if storage_engine() = 'timescaledb' then
    execute format('select %s.hypertable_size($1)', extension_schema('timescaledb')) into bytes using table_class;
  elsif storage_engine() = 'citus' then
    if exists (select 1 from pg_dist_partition where logicalrelid = table_class) then
      select sum(citus_total_relation_size(p.relid)) into bytes from pg_partition_tree(table_class) p;
    end if;
  else
    select sum(pg_total_relation_size(p.relid)) into bytes from pg_partition_tree(table_class) p;
  end if;
  return coalesce(bytes, pg_total_relation_size(table_class));
end
$$;

-- What keeps the large tables of the current schema, by the catalog: "timescaledb" when events is a hypertable, "citus"
-- when it is distributed, else "postgres".
create or replace function storage_engine() returns text
language plpgsql stable
as $$
begin
  if exists (select 1 from pg_extension where extname = 'timescaledb') then
    if exists (select 1 from timescaledb_information.hypertables
               where hypertable_schema = current_schema() and hypertable_name = 'events') then
      return 'timescaledb';
    end if;
  end if;
  if exists (select 1 from pg_extension where extname = 'citus') then
    if exists (select 1 from pg_dist_partition where logicalrelid = to_regclass('events')) then
      return 'citus';
    end if;
  end if;
  return 'postgres';
end
$$;

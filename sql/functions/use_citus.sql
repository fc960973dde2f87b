-- Lets Citus spread the tables over its workers: those whose primary key holds account_id by account, all of an account
-- on one machine; dim_date, which every account shares, on all of them. Ledgers of runs, models and the audit log stay
-- on the coordinator, where all of klytics' statements run.
-- May be called again, after a migration that added tables: those that are spread already are left alone.
create or replace function use_citus() returns void
language plpgsql
as $$
declare
  table_name text;
begin
  -- A transaction may touch tables of several kinds, one after another; and dim_date beside the distributed ones.
  perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
  execute format('alter database %I set citus.multi_shard_modify_mode to ''sequential''', current_database());
  if not exists (select 1 from pg_dist_partition where logicalrelid = 'accounts'::regclass) then
    perform create_distributed_table('accounts', 'account_id', colocate_with => 'none');
  end if;
  for table_name in
    select c.relname
    from pg_class c
    join pg_index i on i.indrelid = c.oid and i.indisprimary
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'account_id' and a.attnum = any(i.indkey::smallint[])
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select 1 from pg_dist_partition d where d.logicalrelid = c.oid)
    order by c.relname collate "C"
  loop
    perform create_distributed_table(table_name, 'account_id', colocate_with => 'accounts');
  end loop;
  if not exists (select 1 from pg_dist_partition where logicalrelid = 'dim_date'::regclass) then
    perform create_reference_table('dim_date');
  end if;
end
$$;

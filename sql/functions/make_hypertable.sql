-- Makes a partitioned table anew as a hypertable of TimescaleDB, with its columns, constraints, indexes, comments and rows;
-- nothing but views may depend on it, and those have to be dropped before.
-- Parameters: the table; the column of its time. Chunks hold 30 days: a month as an interval of fixed length.
-- Cost: it copies every row.
create or replace function make_hypertable(table_name text, time_column text) returns void
language plpgsql
as $$
declare
  replaced constant text := table_name || '_replaced';
  old_class constant regclass not null := quote_ident(table_name)::regclass;
  keys constant text[] := array(
    select format('alter table %I add constraint %I %s', table_name, c.conname, pg_get_constraintdef(c.oid))
    from pg_constraint c
    where c.conrelid = old_class and c.contype in ('p', 'u'));
  indexes constant text[] := array(
    select replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ')
    from pg_index i
    where i.indrelid = old_class and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
    order by i.indexrelid);
  described constant text := obj_description(old_class, 'pg_class');
  identity_column constant text := (
    select attname from pg_attribute where attrelid = old_class and attidentity <> '' and not attisdropped);
  statement text;
begin
  execute format('alter table %I rename to %I', table_name, replaced);
  execute format('create table %I (like %I including all excluding indexes)', table_name, replaced);
  execute format('comment on table %I is %L', table_name, described);
  execute format('select %s.create_hypertable(%L, %L, chunk_time_interval => interval ''30 days'','
                 ' create_default_indexes => false)',
                 extension_schema('timescaledb'), quote_ident(table_name), time_column);
  execute format('insert into %I select * from %I', table_name, replaced);
  if identity_column is not null then
    perform setval(pg_get_serial_sequence(quote_ident(table_name), identity_column),
                   nextval(pg_get_serial_sequence(quote_ident(replaced), identity_column)));
  end if;
  execute format('drop table %I', replaced);
  foreach statement in array keys || indexes loop
    execute statement;
  end loop;
end
$$;

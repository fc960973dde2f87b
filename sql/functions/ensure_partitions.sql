-- Creates the monthly partitions (UTC) of a table from the month of "first" through the month of "last" where they do
-- not exist yet, and returns how many it created. A partition is named <table>_<year>_<month>.
-- Existing months cost one catalog look-up each. Two sessions may call it at once: the second waits for the first, and
-- then finds the partition. Readers and writers of the table are not blocked (attaching takes no exclusive lock on it).
-- With the rights of the tables' owner, whom the server demands for it, so that klytics_writer can collect.
-- A table that is not natively partitioned (an extension may have taken it over) is left alone.
create or replace function ensure_partitions(parent text, first timestamptz, last timestamptz) returns integer
language plpgsql security definer
set search_path from current
as $$
declare
  parent_class constant regclass not null := quote_ident(parent)::regclass;
  parent_schema text;
  partition_name text;
  month timestamp := date_trunc('month', first at time zone 'UTC');
  created integer := 0;
begin
  if not (isfinite(first) and isfinite(last)) then
    raise exception 'no partition of % can hold an infinite time', parent using errcode = 'datetime_field_overflow';
  end if;
  select n.nspname into parent_schema
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.oid = parent_class and c.relkind = 'p';
  if not found then
    return 0;
  end if;
  while month <= last at time zone 'UTC' loop
    partition_name := parent || to_char(month, '_YYYY_MM')
                      || case when extract(year from month) < 0 then '_bc' else '' end;
    if to_regclass(format('%I.%I', parent_schema, partition_name)) is null then
      perform pg_advisory_xact_lock(hashtextextended('klytics partitions of ' || parent_schema || '.' || parent, 0));
      -- Read the catalog itself: the name cache behind to_regclass may be older than the lock.
      perform from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = parent_schema and c.relname = partition_name;
      if not found then
        execute format('create table %I.%I (like %s including all excluding identity)',
                       parent_schema, partition_name, parent_class);
        execute format('alter table %s attach partition %I.%I for values from (%L) to (%L)',
                       parent_class, parent_schema, partition_name,
                       month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
        created := created + 1;
      end if;
    end if;
    month := month + interval '1 month';
  end loop;
  return created;
end
$$;

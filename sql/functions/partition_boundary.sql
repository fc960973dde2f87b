-- The end of the latest month or chunk of a table that ends at or before "cutoff" and holds rows: what lies before it can
-- be dropped whole. Null when there is none.
create or replace function partition_boundary(parent text, cutoff timestamptz) returns timestamptz
language plpgsql stable
as $$
declare
  boundary timestamptz;
begin
  if storage_engine() = 'timescaledb' then
    select max(c.range_end) into boundary
    from timescaledb_information.chunks c
    where c.hypertable_schema = current_schema() and c.hypertable_name = parent and c.range_end <= cutoff;
  else
    -- "FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2026-02-01 00:00:00+00')"
    select max(upper_bound) into boundary
    from (select substring(pg_get_expr(c.relpartbound, c.oid) from 'TO \(''(.*)''\)')::timestamptz as upper_bound
          from pg_inherits i
          join pg_class c on c.oid = i.inhrelid
          where i.inhparent = quote_ident(parent)::regclass) bounds
    where upper_bound <= cutoff;
  end if;
  return boundary;
end
$$;

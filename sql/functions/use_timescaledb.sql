-- Lets TimescaleDB keep events and raw pages: hypertables, and for events compression of what is older than 90 days (by
-- then nearly nothing changes; a change still works, and costs more) where the extension's licence allows it. Rows of
-- one person and message lie together, as the facts ask for them. Raw pages are compressed already.
-- May be called again: what is done already is left alone. Views on the tables have to be dropped before the first time.
create or replace function use_timescaledb() returns void
language plpgsql
as $$
begin
  if storage_engine() = 'timescaledb' then
    return;
  end if;
  perform make_hypertable('events', 'occurred_at');
  perform make_hypertable('raw_pages', 'fetched_at');
  if current_setting('timescaledb.license', true) = 'timescale' then
    alter table events set (timescaledb.compress, timescaledb.compress_segmentby = 'account_id',
                            timescaledb.compress_orderby = 'profile_id, message_id, occurred_at');
    execute format('select %s.add_compression_policy(''events'', interval ''90 days'')', extension_schema('timescaledb'));
  end if;
end
$$;

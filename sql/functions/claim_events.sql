-- Enters the keys of the temporary table staging_event_keys (see create_staging; staged_row, event_id, occurred_at,
-- metric_id; each event_id once) into event_keys, within one account, and makes ready what their events need: partitions,
-- and the marks of what will be changed (as in merge_events). The caller copies the events of all rows but the returned ones
-- into events, in the same transaction. Rows in the order of their ids are entered fastest.
-- Returns the rows that are not to be copied: known = true, the event is stored already, and merge_events() has to say what
-- becomes of it; known = false, the event is from before what retention holds.
-- With expect_new the keys are entered at once, which is fastest where no event is stored already; when one is, what was
-- entered is taken back and each key is looked up first, as without it.
-- Called at most once per transaction, by the only writer of the account's events. Raises an exception when the account,
-- which gives the time zone, is not stored.
create or replace function claim_events(account text, expect_new boolean) returns table (staged_row bigint, known boolean)
language plpgsql
-- As in merge_events(): nothing is known about the staging table, and no stored row may be read to find the few.
set plan_cache_mode = force_custom_plan
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_bitmapscan = off
set enable_material = off
set jit = off
as $$
#variable_conflict use_column
declare
  zone constant text := event_zone(account);
  held_from constant timestamptz := (select r.events_from from retention r where r.account_id = account);
  is_built constant boolean := exists (select 1 from fact_builds b where b.account_id = account and b.settings_hash <> '');
  known_rows bigint[];
  entered boolean := false;
  metrics text[];
  days date[];
  first_times timestamptz[];
  last_times timestamptz[];
begin
  if held_from is not null then
    return query delete from staging_event_keys k where k.occurred_at < held_from returning k.staged_row, false;
  end if;

  if expect_new then
    begin
      insert into event_keys (account_id, event_id, occurred_at)
      select account, k.event_id, k.occurred_at from staging_event_keys k;
      entered := true;
    exception when unique_violation or internal_error then  -- Citus tells of it as the latter
      null;
    end;
  end if;
  if not entered then
    known_rows := array(
      select k.staged_row
      from staging_event_keys k
      cross join lateral (select 1 from event_keys e where e.account_id = account and e.event_id = k.event_id limit 1) e);
    if cardinality(known_rows) > 0 then
      delete from staging_event_keys k where k.staged_row = any(known_rows);
      return query select unnest(known_rows), true;
    end if;
    insert into event_keys (account_id, event_id, occurred_at)
    select account, k.event_id, k.occurred_at from staging_event_keys k;
  end if;

  insert into changed_events (account_id, event_id, occurred_at, is_gone)
  select account, k.event_id, k.occurred_at, false from staging_event_keys k where is_built
  union all
  select account, '', '-infinity', false where not is_built;

  -- What had been gone is back.
  if exists (select 1 from deleted_events d where d.account_id = account) then
    delete from deleted_events d using staging_event_keys k where d.account_id = account and d.event_id = k.event_id;
  end if;

  select array_agg(metric_id), array_agg(day), array_agg(first_time), array_agg(last_time)
  into metrics, days, first_times, last_times
  from (select metric_id, (occurred_at at time zone zone)::date as day,
               min(occurred_at) as first_time, max(occurred_at) as last_time
        from staging_event_keys
        group by 1, 2) cells;

  -- A local day lies in the months of its first and its last event.
  perform ensure_partitions('events', month, month)
  from (select distinct date_trunc('month', at at time zone 'UTC') at time zone 'UTC' as month
        from unnest(first_times || last_times) as at) months;
  perform mark_dirty_days(account, metrics, days);
end
$$;

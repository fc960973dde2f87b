-- Enters the keys of the temporary table staging_event_keys (see create_staging; staged_row, event_id, occurred_at,
-- metric_id) into event_keys, within one account, and makes ready what their events need: partitions, and the marks of the
-- local days and metrics that gain a row. The caller copies the events of all rows but the returned ones into events, in the
-- same transaction.
-- Returns the rows that are not to be copied: known = true, the event is stored already, and merge_events() has to say what
-- becomes of it; known = false, a later row of the batch has the same id and counts instead, or the event is from before what
-- retention holds.
-- Called at most once per transaction. Raises an exception when the account, which gives the time zone, is not stored.
create or replace function claim_events(account text) returns table (staged_row bigint, known boolean)
language plpgsql
-- As in merge_events(): nothing is known about the staging table, and no stored row may be read to find the few.
set plan_cache_mode = force_custom_plan
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
#variable_conflict use_column
declare
  zone constant text := (select a.timezone from accounts a where a.account_id = account);
  held_from constant timestamptz := (select r.events_from from retention r where r.account_id = account);
  added text[];
  metrics text[];
  days date[];
  first_times timestamptz[];
  last_times timestamptz[];
begin
  if zone is null then
    raise exception 'account % is not stored: its time zone says what a day is', account
      using errcode = 'foreign_key_violation';
  end if;

  if held_from is not null then
    return query delete from staging_event_keys k where k.occurred_at < held_from returning k.staged_row, false;
  end if;

  -- Ids are random: in their order neighbours meet the same page of the index. Of several rows with one id the last one
  -- gives the key.
  with new_keys as (
    insert into event_keys (account_id, event_id, occurred_at)
    select account, k.event_id, k.occurred_at
    from staging_event_keys k
    order by k.event_id collate "C", k.staged_row desc
    on conflict (account_id, event_id) do nothing
    returning event_id
  )
  select array_agg(event_id) into added from new_keys;

  if coalesce(cardinality(added), 0) < (select count(*) from staging_event_keys) then
    return query
      with ranked as (
        select k.staged_row, k.event_id,
               row_number() over (partition by k.event_id collate "C" order by k.staged_row desc) as rank
        from staging_event_keys k
      ), left_out as (
        delete from staging_event_keys k
        using ranked r
        where k.staged_row = r.staged_row and (r.rank > 1 or r.event_id not in (select unnest(added)))
        returning r.staged_row, r.rank = 1 as known
      )
      select l.staged_row, l.known from left_out l;
  end if;

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

  -- In key order, as every session that marks days.
  insert into dirty_days (account_id, metric_id, day)
  select account, metric_id, day
  from unnest(metrics, days) as cells (metric_id, day)
  where metric_id is not null
  order by metric_id, day
  on conflict (account_id, metric_id, day) do update set marked_at = excluded.marked_at;
end
$$;

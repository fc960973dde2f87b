-- Moves the rows of the temporary table staging_events (see create_staging; all columns of events) into events and
-- event_keys, within one account. An id that is stored already with the same content is not touched; with other content
-- or at another time the stored row is replaced, so that an id exists once in all partitions. Of several rows with one
-- id the last counts. Events from before what retention holds are left out: they were stored once and pruned, or are too
-- old to be kept.
-- Marks as dirty each local day and metric that gained or lost a row; events without a metric mark no day. Notes in
-- changed_events what was stored and what was replaced; of an account whose facts will be built anew only that something was.
-- Returns how many events were inserted and how many replaced; the others of the batch were unchanged.
-- Called at most once per transaction. Raises an exception when the account, which gives the time zone, is not stored.
create or replace function merge_events(account text, out inserted bigint, out updated bigint)
language plpgsql
-- The staging table has no statistics and its targets may have been empty a moment ago, so the planner must be kept
-- from reading all stored rows to find a few: it plans anew each time, each staged row looks its key up by itself
-- (lateral with a limit), and where it must be a join the account comes from the other side, because a constant account
-- would pass for selective.
set plan_cache_mode = force_custom_plan
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_bitmapscan = off
set enable_material = off
set jit = off
as $$
declare
  zone constant text := event_zone(account);
  held_from constant timestamptz := (select r.events_from from retention r where r.account_id = account);
  is_built constant boolean := exists (select 1 from fact_builds b where b.account_id = account and b.settings_hash <> '');
  superseded tid[];
  unchanged bigint[];
  old_metrics text[];
  old_days date[];
begin
  if held_from is not null then
    delete from staging_events where occurred_at < held_from;
  end if;

  superseded := array(
    select ctid
    from (select ctid, row_number() over (partition by event_id collate "C" order by staged_row desc) as rank
          from staging_events) ranked
    where rank > 1);
  delete from staging_events where ctid = any(superseded);

  perform ensure_partitions('events', month, month)
  from (select distinct date_trunc('month', occurred_at at time zone 'UTC') at time zone 'UTC' as month
        from staging_events) months;

  updated := 0;
  if exists (select 1 from staging_events s join event_keys k on k.account_id = account and k.event_id = s.event_id) then
    unchanged := array(
      select s.staged_row
      from staging_events s
      cross join lateral (select k.occurred_at from event_keys k
                          where k.account_id = account and k.event_id = s.event_id limit 1) k
      cross join lateral (select e.* from events e
                          where e.account_id = account and e.occurred_at = k.occurred_at and e.event_id = s.event_id
                          limit 1) e
      where k.occurred_at = s.occurred_at
        and row(e.metric_id, e.profile_id, e.value, e.currency, e.unique_id, e.message_id, e.flow_id, e.form_id,
                e.machine_open, e.attributed_event_id, e.attributed_campaign_id, e.attributed_campaign_message_id,
                e.attributed_flow_id, e.attributed_flow_message_id, e.attributions::text, e.raw::text)
          is not distinct from
            row(s.metric_id, s.profile_id, s.value::numeric, s.currency, s.unique_id, s.message_id, s.flow_id,
                s.form_id, s.machine_open, s.attributed_event_id, s.attributed_campaign_id,
                s.attributed_campaign_message_id, s.attributed_flow_id, s.attributed_flow_message_id,
                s.attributions::text, s.raw::text));
    delete from staging_events where staged_row = any(unchanged);

    with old as materialized (
      select account as account_id, s.event_id, k.occurred_at
      from staging_events s
      cross join lateral (select k.occurred_at from event_keys k
                          where k.account_id = account and k.event_id = s.event_id limit 1) k
    ), old_keys as (
      delete from event_keys k using old o
      where k.account_id = o.account_id and k.event_id = o.event_id
    ), old_events as (
      delete from events e using old o
      where e.account_id = o.account_id and e.occurred_at = o.occurred_at and e.event_id = o.event_id
      returning e.event_id, e.metric_id, e.occurred_at, e.profile_id, e.message_id
    ), gone as (
      insert into changed_events (account_id, event_id, occurred_at, is_gone, metric_id, profile_id, message_id)
      select account, event_id, occurred_at, true, metric_id, profile_id, message_id
      from old_events
      where is_built
    )
    select (select count(*) from old_events), array_agg(metric_id), array_agg(day)
    into updated, old_metrics, old_days
    from (select distinct metric_id, (occurred_at at time zone zone)::date as day from old_events) days;
  end if;

  -- Ids are random: in their order neighbours meet the same page of the index.
  insert into event_keys (account_id, event_id, occurred_at)
  select account, event_id, occurred_at from staging_events order by event_id collate "C";

  insert into events (account_id, event_id, occurred_at, metric_id, profile_id, value, currency, unique_id, message_id,
                      flow_id, form_id, machine_open, attributed_event_id, attributed_campaign_id,
                      attributed_campaign_message_id, attributed_flow_id, attributed_flow_message_id, attributions, raw,
                      raw_page_id)
  select account, event_id, occurred_at, metric_id, profile_id, value::numeric, currency, unique_id, message_id,
         flow_id, form_id, machine_open, attributed_event_id, attributed_campaign_id,
         attributed_campaign_message_id, attributed_flow_id, attributed_flow_message_id, attributions, raw,
         raw_page_id
  from staging_events;
  get diagnostics inserted = row_count;
  inserted := inserted - updated;

  insert into changed_events (account_id, event_id, occurred_at, is_gone)
  select account, event_id, occurred_at, false from staging_events where is_built
  union all
  select account, '', '-infinity', false where not is_built;

  -- What had been gone is back.
  if exists (select 1 from deleted_events d where d.account_id = account) then
    delete from deleted_events d using staging_events s where d.account_id = account and d.event_id = s.event_id;
  end if;

  perform mark_dirty_days(account, array_agg(metric_id), array_agg(day))
  from (select metric_id, (occurred_at at time zone zone)::date as day from staging_events
        union
        select * from unnest(old_metrics, old_days)) days;
end
$$;

-- Moves the events of a metric and local day that the vendor no longer has from events to deleted_events, and marks what
-- has to be computed again. Two witnesses have to agree that they are gone: the listing that was just read (its ids are in
-- sweep_seen under the resource "verify" and the metric) does not show them, and it shows as many as the vendor's
-- aggregates count (metric_days). Where the two disagree nothing is moved. Returns how many were.
create or replace function remove_gone_events(account text, zone text, metric text, local_day date, found_by bigint)
returns bigint
language plpgsql
set jit = off
as $$
declare
  day_begin constant timestamptz := local_day::timestamp at time zone zone;
  day_end constant timestamptz := (local_day + 1)::timestamp at time zone zone;
  counted numeric;
  shown bigint;
  removed bigint;
begin
  select d.count into counted
  from metric_days d
  where d.account_id = account and d.metric_id = metric and d.day = local_day;
  select count(*) into shown
  from events e
  join sweep_seen s on s.account_id = account and s.resource = 'verify' and s.partition_key = metric
                   and s.object_id = e.event_id
  where e.account_id = account and e.metric_id = metric and e.occurred_at >= day_begin and e.occurred_at < day_end;
  if counted is null or shown <> counted then
    return 0;
  end if;

  with gone as (
    delete from events e
    where e.account_id = account and e.metric_id = metric and e.occurred_at >= day_begin and e.occurred_at < day_end
      and not exists (select 1 from sweep_seen s
                      where s.account_id = account and s.resource = 'verify' and s.partition_key = metric
                        and s.object_id = e.event_id)
    returning e.*
  ), keys as (
    delete from event_keys k using gone g where k.account_id = account and k.event_id = g.event_id
  ), noted as (
    insert into changed_events (account_id, event_id, occurred_at, is_gone, metric_id, profile_id, message_id)
    select account, g.event_id, g.occurred_at, true, g.metric_id, g.profile_id, g.message_id from gone g
  ), kept as (
    insert into deleted_events (account_id, event_id, occurred_at, metric_id, profile_id, message_id, value, row, raw, run_id)
    select account, g.event_id, g.occurred_at, g.metric_id, g.profile_id, g.message_id, g.value,
           jsonb_build_object(
             'currency', g.currency, 'unique_id', g.unique_id, 'flow_id', g.flow_id, 'form_id', g.form_id,
             'machine_open', g.machine_open, 'attributed_event_id', g.attributed_event_id,
             'attributed_campaign_id', g.attributed_campaign_id,
             'attributed_campaign_message_id', g.attributed_campaign_message_id,
             'attributed_flow_id', g.attributed_flow_id, 'attributed_flow_message_id', g.attributed_flow_message_id,
             'attributions', g.attributions::text, 'raw_page_id', g.raw_page_id),
           g.raw::text, found_by
    from gone g
    on conflict (account_id, event_id) do nothing
  )
  select count(*) into removed from gone;
  if removed > 0 then
    insert into dirty_days (account_id, metric_id, day) values (account, metric, local_day)
    on conflict (account_id, metric_id, day) do update set marked_at = excluded.marked_at;
  end if;
  return removed;
end
$$;

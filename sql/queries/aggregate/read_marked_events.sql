-- Makes aggregate_events from the events of marked days. The other columns of read_events are not needed of them.
-- $1 account id, $2 time zone. Grain: one row per event.
create temp table aggregate_events on commit drop as
select d.day, e.metric_id, e.occurred_at, e.event_id, e.profile_id, e.message_id, e.flow_id, e.form_id, e.value,
       e.currency, e.machine_open
from aggregate_dirty_days d
join events e
  on e.account_id = $1 and e.metric_id = d.metric_id and e.occurred_at >= d.from_time and e.occurred_at < d.to_time
where (e.occurred_at at time zone $2)::date = d.day;

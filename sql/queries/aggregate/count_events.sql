-- Makes aggregate_counts: how often everything happened on the marked days of metrics, or, from one pass over the events, on
-- all days. Grain: one row per local day, metric, message, flow, form and currency.
-- $1 account id, $2 time zone, $3 whether on all days.
-- A table made by its query, because only then does the server read the events with several processes.
create temp table aggregate_counts on commit drop as
with happened as (
  select (occurred_at at time zone $2)::date as day, metric_id, message_id, flow_id, form_id, currency, value
  from events
  where $3 and account_id = $1
  union all
  select d.day, e.metric_id, e.message_id, e.flow_id, e.form_id, e.currency, e.value
  from aggregate_dirty_days d
  join events e
    on e.account_id = $1 and e.metric_id = d.metric_id and e.occurred_at >= d.from_time and e.occurred_at < d.to_time
  where not $3 and (e.occurred_at at time zone $2)::date = d.day
)
select day, metric_id, message_id, flow_id, form_id, currency, count(*) as events, sum(value) as value,
       count(value) as with_value
from happened
group by day, metric_id, message_id, flow_id, form_id, currency;

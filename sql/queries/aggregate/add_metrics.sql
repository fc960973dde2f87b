-- Counts the events of each metric, on its marked days or on all.
-- $1 account id, $2 time zone, $3 the account's currency, $4 whether on all days.
insert into fact_metrics (account_id, day, metric_id, events, value, excluded)
with happened as (
  select (occurred_at at time zone $2)::date as day, metric_id, value, currency
  from events
  where $4 and account_id = $1 and metric_id is not null
  union all
  select d.day, e.metric_id, e.value, e.currency
  from aggregate_dirty_days d
  join events e
    on e.account_id = $1 and e.metric_id = d.metric_id and e.occurred_at >= d.from_time and e.occurred_at < d.to_time
  where not $4 and (e.occurred_at at time zone $2)::date = d.day
)
select $1, day, metric_id, count(*),
       coalesce(sum(value) filter (where currency is null or currency = '' or upper(currency) = $3), 0),
       count(value) filter (where currency <> '' and upper(currency) <> $3)
from happened
group by day, metric_id;

-- Fills aggregate_counts: how often everything happened on the marked days of metrics. Only what counts of metrics need is
-- told apart.
-- $1 account id, $2 time zone.
insert into aggregate_counts (day, metric_id, currency, events, value, with_value)
select d.day, d.metric_id, e.currency, count(*), sum(e.value), count(e.value)
from aggregate_dirty_days d
cross join lateral (
  select e.occurred_at, e.currency, e.value
  from events e
  where e.account_id = $1 and e.metric_id = d.metric_id and e.occurred_at >= d.from_time and e.occurred_at < d.to_time
  offset 0                                               -- look up, do not read everything
) as e
where (e.occurred_at at time zone $2)::date = d.day
group by d.day, d.metric_id, e.currency;

-- Counts the events of each metric, on its marked days or on all.
-- $1 account id, $2 the account's currency, $3 whether on all days.
insert into fact_metrics (account_id, day, metric_id, events, value, excluded)
with counts as (
  select day, metric_id, upper(coalesce(currency, $2)) as currency, events, value, with_value
  from aggregate_counts
  where metric_id is not null and day >= (select first_day from aggregate_bounds)
    and ($3 or (metric_id, day) in (select metric_id, day from aggregate_dirty_days))
)
select $1, c.day, c.metric_id, sum(c.events),
       coalesce(sum(c.value * coalesce(r.rate, 1)) filter (where c.currency = $2 or r.rate is not null), 0),
       coalesce(sum(c.with_value) filter (where c.currency <> $2 and r.rate is null), 0)
from counts c
left join aggregate_rates r on r.currency = c.currency and c.day >= r.from_day and c.day < r.until_day
group by c.day, c.metric_id;

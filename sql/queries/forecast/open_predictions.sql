-- Which forecasts are of times that have passed and were not yet held against what happened.
-- $1 account id; $2 now
-- Grain: one row per metric and interval: the first such time.
select m.metric, m.interval, min(p.time)
from forecast_predictions p
join forecast_models m on m.account_id = p.account_id and m.model_id = p.model_id
where p.account_id = $1 and p.actual is null and p.time < $2::timestamptz
group by m.metric, m.interval
order by m.metric, m.interval

-- What the active model of daily revenue expects of the days after a day, as it was said last. Nothing without a model, or
-- when its last word is of other days.
-- $1 account id, $2 last day that is known (local date), $3 most days
-- Grain: one row per predicted local day, oldest first. Money in the account's currency; "error" is the model's mean
-- absolute percentage error out of sample, as a share, null when it was not measured.
with model as (
  select m.model_id, m.kind, m.measures ->> 'mape' as error,
         (select max(p.made_at) from forecast_predictions p where p.model_id = m.model_id) as made_at
  from forecast_models m
  where m.account_id = $1 and m.metric = 'revenue' and m.interval = 'day' and m.stage = 'active'
)
select m.kind, (p.time at time zone a.timezone)::date as day, p.mean, (p.quantiles ->> 'lo_80')::double precision as low,
       (p.quantiles ->> 'hi_80')::double precision as high, m.error::double precision as error
from model m
join forecast_predictions p on p.model_id = m.model_id and p.made_at = m.made_at
join accounts a on a.account_id = $1
where (p.time at time zone a.timezone)::date > $2::date and p.quantiles ? 'lo_80' and p.quantiles ? 'hi_80'
order by day
limit $3::integer

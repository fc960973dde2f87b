-- What the newest model of customer value says about all customers, from the model registry.
-- $1 account id, $2 time zone.
-- Grain: one row per tenth of the customers, the most valuable first, with the totals on each; a model without a spend
-- model has one row without a tenth; none before a model was fitted.
with newest as (
  select kind, interval, training_to, measures
  from forecast_models
  where account_id = $1 and metric = 'customer_value' and stage <> 'retired' and measures ? 'deciles'
  order by created_at desc, model_id desc
  limit 1
)
select n.kind, n.interval as unit, (n.training_to at time zone $2)::date - 1 as data_through,
       n.measures->>'customers' as customers, n.measures->>'alive' as alive, n.measures->>'horizon_days' as horizon_days,
       n.measures->>'expected_orders' as expected_orders, n.measures->>'discount' as discount, n.measures->>'value' as value,
       d.decile->>'customers' as decile_customers, d.decile->>'expected_orders' as decile_expected_orders,
       d.decile->>'value' as decile_value
from newest n
left join lateral jsonb_array_elements(n.measures->'deciles') with ordinality as d (decile, number) on true
order by d.number

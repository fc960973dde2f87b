-- The orders behind the revenue of flows, on the day of the order.
-- $1 account id, $2 first day, $3 last day (local dates, both included), $4 Klaviyo id of one object or '' for all, $5 most rows
-- Grain: one row per order and person, newest first; "rows_in_all" counts those that the limit leaves out too.
select count(*) over () as rows_in_all, f.day, f.order_id, f.profile_id, f.amount, f.currency, f.channel, f.flow_id,
       f.attribution, f.event_id
from fact_orders f
where f.account_id = $1 and f.source = 'flow' and f.day between $2::date and $3::date
  and ($4::text = '' or f.flow_id = $4::text)
order by f.occurred_at desc, f.order_id, f.profile_id
limit $5::integer

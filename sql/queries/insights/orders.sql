-- Revenue and orders of each day by what led to them, and by whether they were the person's first.
-- $1 account id; $2 first, $3 last local day
-- Grain: one row per local day, channel, source, campaign or flow or form, flow message, and first order or not. Money in the
-- account's currency; orders in another one without a rate are left out.
select day, channel, source, coalesce(campaign_id, flow_id, form_id, '') as owner_id,
       case when source = 'flow' then coalesce(flow_message_id, '') else '' end as message_id, order_number = 1 as is_first,
       sum(amount), count(*)
from fact_orders
where account_id = $1 and day between $2::date and $3::date and (foreign_amount is null or rate is not null)
group by 1, 2, 3, 4, 5, 6
order by 1, 2, 3, 4, 5, 6

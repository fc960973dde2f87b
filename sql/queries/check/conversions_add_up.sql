-- Whether the conversions of messages are the orders that messages led to: by how many they differ.
-- After a prune nothing is compared: an order may belong to a receipt of a day that stays as it is or went.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
select abs(c.conversions - o.orders), c.conversions || ' conversions, ' || o.orders || ' orders'
from (select coalesce(sum(conversions), 0) as conversions from fact_conversions where account_id = $1) as c
cross join (select count(*) as orders from fact_orders
            where account_id = $1 and source in ('campaign', 'flow')) as o
where not exists (select 1 from retention where account_id = $1 and frozen_before is not null)
union all
select 0, null from retention where account_id = $1 and frozen_before is not null

-- Whether the conversions of messages are the orders that messages led to: by how many they differ.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
select abs(c.conversions - o.orders), c.conversions || ' conversions, ' || o.orders || ' orders'
from (select coalesce(sum(conversions), 0) as conversions from fact_conversions where account_id = $1) as c
cross join (select count(*) as orders from fact_orders
            where account_id = $1 and source in ('campaign', 'flow')) as o

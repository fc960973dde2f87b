-- Orders, by the sender's id, that stand under several people: each of them counts.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
select count(*), min(order_id)
from (
  select order_id from fact_orders where account_id = $1 group by order_id having count(*) > 1
) as shared

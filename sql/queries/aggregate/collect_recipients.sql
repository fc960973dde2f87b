-- Notes who received, did or ordered something in the cells that are computed again.
-- $1 account id.
insert into aggregate_recipients (profile_id, message_id)
select profile_id, message_id from aggregate_cell_events where profile_id <> '' and message_id <> ''
union
select o.profile_id, c.message_id
from aggregate_cells c
join fact_orders o
  on o.account_id = $1 and o.day = c.day
  and coalesce(o.campaign_id, o.campaign_message_id, o.flow_message_id) = c.message_id
where o.profile_id <> '' and c.message_id <> '';

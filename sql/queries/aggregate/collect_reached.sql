-- Notes what changed between people and messages: events of metrics that say what happened with a message, and orders.
insert into aggregate_reached (profile_id, message_id, occurred_at, day, is_gone, role)
select c.profile_id, c.message_id, c.occurred_at, c.day, c.is_gone, m.role
from aggregate_changes c
join aggregate_metrics m on m.metric_id = c.metric_id and m.channel <> 'none'
union all
select profile_id, message_id, occurred_at, day, false, 'ordered' from aggregate_changed_orders;

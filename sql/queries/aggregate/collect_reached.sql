-- Notes what happened on marked days, and the recipients that a moved or changed event or an order that changed names.
-- $1 account id, $2 time zone.
insert into aggregate_reached (profile_id, message_id, day)
select coalesce(e.profile_id, ''), coalesce(e.message_id, ''), (e.occurred_at at time zone $2)::date
from aggregate_dirty_days d
join metric_roles m on m.account_id = $1 and m.metric_id = d.metric_id
join events e
  on e.account_id = $1 and e.metric_id = d.metric_id and e.occurred_at >= d.from_time and e.occurred_at < d.to_time
union
select profile_id, message_id, null from aggregate_dirty_recipients
union
select profile_id, message_id, day from aggregate_changed_orders;

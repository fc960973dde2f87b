-- Notes what happened with messages on marked days, and the recipients that a moved or changed event or an order that
-- changed names.
insert into aggregate_reached (profile_id, message_id, day)
select coalesce(e.profile_id, ''), coalesce(e.message_id, ''), e.day
from aggregate_events e
where e.metric_id in (select metric_id from aggregate_metrics where channel <> 'none')
union
select profile_id, message_id, null from aggregate_dirty_recipients
union
select profile_id, message_id, day from aggregate_changed_orders;

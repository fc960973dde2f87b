-- Notes whose orders have to be computed again: those with an order on a marked day, before or now; those with an order
-- that something on a marked day could be a line of or lead to; those whose message became known.
-- $1 account id.
insert into aggregate_people (profile_id)
with touch_metrics as (
  select metric_id from aggregate_metrics where role in ('opened', 'clicked', 'form_submit')
)
select f.profile_id
from aggregate_dirty_days d
join aggregate_metrics m on m.metric_id = d.metric_id and m.role = 'order'
join fact_orders f on f.account_id = $1 and f.day = d.day
union
select coalesce(e.profile_id, '')
from aggregate_events e
join aggregate_metrics m on m.metric_id = e.metric_id and m.role = 'order'
union
select e.profile_id
from aggregate_events e
join touch_metrics m on m.metric_id = e.metric_id
where exists (select 1 from fact_orders f
              where f.account_id = $1 and f.profile_id = e.profile_id
                and f.occurred_at > e.occurred_at and f.occurred_at <= e.occurred_at + interval '120 hours')
union
-- What was changed or moved may have been anything, on any day.
select o.profile_id
from (
  select e.profile_id
  from aggregate_events e
  join aggregate_metrics m on m.metric_id = e.metric_id and m.role = 'product'
  union
  select profile_id from aggregate_dirty_recipients
) as o
where exists (select 1 from fact_orders f where f.account_id = $1 and f.profile_id = o.profile_id)
union
-- The event that the API attributes an order to may be somebody else's, or nobody's; it may be gone.
select f.profile_id
from (
  select event_id from aggregate_events
  union
  select g.event_id
  from aggregate_dirty_days d
  join deleted_events g
    on g.account_id = $1 and g.metric_id = d.metric_id and g.occurred_at >= d.from_time and g.occurred_at < d.to_time
) as e
join fact_orders f on f.account_id = $1 and f.attributed_event_id = e.event_id
union
select f.profile_id
from fact_orders f
where f.account_id = $1
  and (f.campaign_id in (select message_id from aggregate_changed_messages)
       or f.campaign_message_id in (select message_id from aggregate_changed_messages)
       or f.flow_message_id in (select message_id from aggregate_changed_messages));

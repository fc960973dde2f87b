-- Notes whose orders have to be computed again: those with an order event on a marked day, before or now, and those
-- with orders who did something on a marked day that an order could be attributed to, or whose message became known.
-- $1 account id.
insert into aggregate_people (profile_id)
select f.profile_id
from aggregate_dirty_days d
join aggregate_metrics m on m.metric_id = d.metric_id and m.role = 'order'
join fact_orders f on f.account_id = $1 and f.day = d.day
union
select coalesce(e.profile_id, '')
from aggregate_dirty_days d
join aggregate_metrics m on m.metric_id = d.metric_id and m.role = 'order'
join events e
  on e.account_id = $1 and e.metric_id = d.metric_id and e.occurred_at >= d.from_time and e.occurred_at < d.to_time
union
select acted.profile_id
from (
  select coalesce(e.profile_id, '') as profile_id
  from (select distinct d.metric_id, d.from_time, d.to_time
        from aggregate_dirty_days d
        join aggregate_metrics m on m.metric_id = d.metric_id and m.role <> 'order') as d
  join events e
    on e.account_id = $1 and e.metric_id = d.metric_id and e.occurred_at >= d.from_time and e.occurred_at < d.to_time
  union
  select profile_id from aggregate_dirty_recipients
) as acted
where exists (select 1 from fact_orders f where f.account_id = $1 and f.profile_id = acted.profile_id)
union
-- The event that the API attributes an order to may be somebody else's, or nobody's.
select coalesce(o.profile_id, '')
from events o
where o.account_id = $1
  and o.metric_id in (select metric_id from aggregate_metrics where role = 'order')
  and o.attributed_event_id in (
    select e.event_id
    from (select distinct metric_id, from_time, to_time from aggregate_dirty_days) as d
    join events e
      on e.account_id = $1 and e.metric_id = d.metric_id and e.occurred_at >= d.from_time and e.occurred_at < d.to_time)
union
select f.profile_id
from fact_orders f
where f.account_id = $1
  and (f.campaign_id in (select message_id from aggregate_changed_messages)
       or f.campaign_message_id in (select message_id from aggregate_changed_messages)
       or f.flow_message_id in (select message_id from aggregate_changed_messages));

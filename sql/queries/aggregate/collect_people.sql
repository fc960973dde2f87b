-- Notes whose orders have to be computed again: those with an order on a marked day, before or now; those with an order
-- that something on a marked day could be a line of or lead to; those whose message became known.
-- $1 account id.
insert into aggregate_people (profile_id)
with touches as (
  select distinct e.profile_id, e.occurred_at
  from aggregate_events e
  join aggregate_metrics m on m.metric_id = e.metric_id and m.role in ('opened', 'clicked', 'form_submit')
), concerned as (
  -- What was changed or moved may have been anything, on any day; so may a line's order.
  select e.profile_id
  from aggregate_events e
  join aggregate_metrics m on m.metric_id = e.metric_id and m.role = 'product'
  union
  select profile_id from aggregate_dirty_recipients
), became_known as (
  -- Of a model that was not asked first an order keeps only the campaign or flow.
  select message_id as id from aggregate_changed_messages
  union
  select '' from aggregate_changed_messages  -- a flow that is not known yet
  union
  select d.source_id
  from (select message_id from aggregate_changed_messages) as c
  join dim_message d on d.account_id = $1 and d.message_id = c.message_id
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
select f.profile_id
from touches t
join fact_orders f
  on f.account_id = $1 and f.profile_id = t.profile_id
  and f.occurred_at > t.occurred_at and f.occurred_at <= t.occurred_at + interval '120 hours'
union
select f.profile_id
from concerned c
join fact_orders f on f.account_id = $1 and f.profile_id = c.profile_id
union
-- The event that the API attributes an order to may be somebody else's, or nobody's.
select f.profile_id
from (select event_id from aggregate_events) as e
join fact_orders f on f.account_id = $1 and f.attributed_event_id = e.event_id
union
-- Or be gone.
select f.profile_id
from aggregate_dirty_days d
join deleted_events g
  on g.account_id = $1 and g.metric_id = d.metric_id and g.occurred_at >= d.from_time and g.occurred_at < d.to_time
join fact_orders f on f.account_id = $1 and f.attributed_event_id = g.event_id
union
select f.profile_id
from fact_orders f
where f.account_id = $1
  and (f.campaign_id in (select id from became_known)
       or f.campaign_message_id in (select id from became_known)
       or f.flow_message_id in (select id from became_known)
       or coalesce(f.native_source_id, '') in (select id from became_known) and f.native_source is not null
       or coalesce(f.session_source_id, '') in (select id from became_known) and f.session_source is not null);

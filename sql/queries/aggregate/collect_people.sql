-- Notes whose orders have to be computed again: those with an order that changed; those with an order that a changed event
-- could be a line of or lead to; those whose message became known.
-- $1 account id.
insert into aggregate_people (profile_id)
with changed as (
  select c.profile_id, c.occurred_at, c.is_gone, m.role
  from aggregate_changes c
  join aggregate_metrics m on m.metric_id = c.metric_id
  where m.role in ('order', 'product', 'opened', 'clicked', 'form_submit') and (c.profile_id <> '' or m.role = 'order')
), touches as (
  select distinct profile_id, occurred_at from changed where role in ('opened', 'clicked', 'form_submit')
), concerned as (
  select distinct profile_id from changed where role = 'product' or role = 'order' and is_gone
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
select profile_id from changed where role = 'order' and not is_gone
union
select f.profile_id
from concerned c
join fact_orders f on f.account_id = $1 and f.profile_id = c.profile_id
union
select f.profile_id
from touches t
join fact_orders f
  on f.account_id = $1 and f.profile_id = t.profile_id
  and f.occurred_at > t.occurred_at and f.occurred_at <= t.occurred_at + interval '120 hours'
union
-- The event that the API attributes an order to may be somebody else's, or nobody's.
select f.profile_id
from (select distinct event_id from aggregate_noted) as e
join fact_orders f on f.account_id = $1 and f.attributed_event_id = e.event_id
union
select f.profile_id
from fact_orders f
where f.account_id = $1
  and exists (select 1 from aggregate_changed_messages)
  and (f.campaign_id in (select id from became_known)
       or f.campaign_message_id in (select id from became_known)
       or f.flow_message_id in (select id from became_known)
       or coalesce(f.native_source_id, '') in (select id from became_known) and f.native_source is not null
       or coalesce(f.session_source_id, '') in (select id from became_known) and f.session_source is not null);

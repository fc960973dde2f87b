-- Makes aggregate_history: what the people in aggregate_people ordered, and what their orders are told by and could have
-- been led to by. Events that name nobody tell only orders.
-- $1 account id, $2 time zone. Grain: one row per event.
create temp table aggregate_history on commit drop as
with history_metrics as (
  select metric_id, bool_or(role = 'order') as is_order, bool_or(role = 'product') as is_product
  from aggregate_metrics
  where role in ('order', 'product', 'opened', 'clicked', 'form_submit')
  group by metric_id
)
select (e.occurred_at at time zone $2)::date as day, e.metric_id, e.occurred_at, e.event_id, e.profile_id, e.message_id,
       e.flow_id, e.form_id, e.value, e.currency, e.unique_id, e.attributed_event_id, e.attributed_campaign_id,
       e.attributed_campaign_message_id, e.attributed_flow_id, e.attributed_flow_message_id,
       case when m.is_product then readable_json(e.raw) #> '{attributes,event_properties}' end as properties
from aggregate_people p
cross join lateral (
  select e.* from events e where e.account_id = $1 and e.profile_id = p.profile_id
  offset 0                                               -- look up, do not read everything
) as e
join history_metrics m on m.metric_id = e.metric_id
union all
select (e.occurred_at at time zone $2)::date, e.metric_id, e.occurred_at, e.event_id, e.profile_id, e.message_id,
       e.flow_id, e.form_id, e.value, e.currency, e.unique_id, e.attributed_event_id, e.attributed_campaign_id,
       e.attributed_campaign_message_id, e.attributed_flow_id, e.attributed_flow_message_id, null
from events e
join history_metrics m on m.metric_id = e.metric_id and m.is_order
where e.account_id = $1 and e.profile_id is null
  and exists (select 1 from aggregate_people where profile_id = '');

-- Makes aggregate_events from one pass over all events, when everything is built.
-- $1 account id, $2 time zone. Grain: one row per event; what only few metrics need is kept of those only.
-- A table made by its query, because only then does the server read the events with several processes.
create temp table aggregate_events on commit drop as
select (occurred_at at time zone $2)::date as day, metric_id, occurred_at, event_id, profile_id, message_id, flow_id,
       form_id, value, currency, machine_open,
       case when metric_id = any(array(select metric_id from aggregate_metrics where role in ('order', 'product')))
            then unique_id end as unique_id,
       attributed_event_id, attributed_campaign_id, attributed_campaign_message_id, attributed_flow_id,
       attributed_flow_message_id,
       case when metric_id = any(array(select metric_id from aggregate_metrics where role = 'product'))
            then readable_json(raw) #> '{attributes,event_properties}' end as properties
from events
where account_id = $1;

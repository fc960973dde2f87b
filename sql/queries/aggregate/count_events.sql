-- Fills aggregate_counts: how often everything happened on all days.
insert into aggregate_counts (day, metric_id, message_id, flow_id, form_id, currency, events, value, with_value)
select day, metric_id, message_id, flow_id, form_id, currency, count(*), sum(value), count(value)
from aggregate_events
group by day, metric_id, message_id, flow_id, form_id, currency;

-- Gives the planner the statistics of the collected events, before everything is built: right after a first collection
-- nobody has taken any yet, and an order's history would be searched by time instead of by person.
analyze events (account_id, occurred_at, event_id, metric_id, profile_id, message_id, flow_id), event_keys;

-- Gives the planner the sizes of what was read.
analyze aggregate_events (metric_id, day, profile_id, message_id);

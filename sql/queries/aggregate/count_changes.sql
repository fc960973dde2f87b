-- Gives the planner the sizes of what changed.
analyze dim_message, metric_roles, aggregate_metrics, aggregate_dirty_days, aggregate_noted, aggregate_changes,
        aggregate_changed_messages;

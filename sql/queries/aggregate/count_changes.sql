-- Gives the planner the sizes of what changed.
analyze dim_message, metric_roles, aggregate_metrics, aggregate_dirty_days, aggregate_dirty_recipients,
        aggregate_changed_messages;

-- Gives the planner the number of touches.
analyze aggregate_touches (order_id, profile_id, attribution);

-- Gives the planner the number of resolved orders.
analyze aggregate_orders (order_id, profile_id);

-- Gives the planner the number of orders.
analyze aggregate_purchases (order_id, profile_id);

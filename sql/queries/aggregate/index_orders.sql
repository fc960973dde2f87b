-- Gives the planner the sizes of the working tables of orders.
analyze aggregate_purchases, aggregate_touches, aggregate_orders;

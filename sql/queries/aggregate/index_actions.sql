-- Gives the planner the sizes of the working tables of engagement.
analyze aggregate_cells, aggregate_recipients, aggregate_actions, aggregate_receipts;

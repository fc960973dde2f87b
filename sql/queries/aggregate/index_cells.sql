-- Gives the planner the sizes of what is computed again.
analyze aggregate_messages, aggregate_cells, aggregate_cell_events, aggregate_recipients;

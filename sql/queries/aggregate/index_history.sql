-- Gives the planner the size of the history.
analyze aggregate_history;

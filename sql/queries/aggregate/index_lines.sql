-- Gives the planner the number of lines.
analyze aggregate_lines;

-- Gives the planner the number of days.
analyze aggregate_form_days;

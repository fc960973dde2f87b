-- Gives the planner the number of recipients and messages: without it, it reads all events to find those of a few.
analyze aggregate_reached, aggregate_messages;

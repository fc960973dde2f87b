-- Gives the planner the number of people: without it, it reads all events to find those of a few.
analyze aggregate_people;

-- Makes aggregate_history when everything is built: it is what was read.
create temp view aggregate_history as select * from aggregate_events;

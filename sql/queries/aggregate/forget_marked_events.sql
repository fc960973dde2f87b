-- Makes room for all events and their counts in place of those of marked days.
drop table aggregate_events;
delete from aggregate_counts;

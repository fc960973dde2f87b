-- Takes note of the marked days. They are cleared at the end, unless they were marked again meanwhile.
-- $1 account id, $2 time zone.
insert into aggregate_dirty_days (metric_id, day, marked_at, from_time, to_time)
select metric_id, day, marked_at,
       day::timestamp at time zone $2 - interval '3 hours',
       (day + 1)::timestamp at time zone $2 + interval '3 hours'
from dirty_days
where account_id = $1;

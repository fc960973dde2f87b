-- Notes which messages in aggregate_messages nobody knew a week before the days that are computed again: reading all of such a
-- message costs less than looking its recipients up.
-- $1 time zone.
update aggregate_messages k
set is_young = true
from (select message_id, min(day) as day from aggregate_cells group by message_id) as c
where c.message_id = k.message_id and (k.first_at at time zone $1)::date >= c.day - 7;

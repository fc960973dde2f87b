-- Drops events that occurred before $1 as far as whole months or chunks go and their facts are built. One row: what is gone
-- lies before (in UTC, null when nothing went), what hindered more (null: nothing), partitions, events; and what was kept
-- of them: orders, first events, receipts.
select to_char(b.boundary at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), b.hindered_by, p.*
from (select * from events_boundary($1::timestamptz) offset 0) b
cross join lateral prune_events(b.boundary) p

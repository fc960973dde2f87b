-- Removes the facts of local days before that of $1 in UTC, when all are built. One row: the first day whose facts are kept
-- (null when nothing went), what hindered it (null: nothing), rows, and the orders that were kept of them.
select case when d.hindered_by is null then d.first_day end, d.hindered_by, p.facts, p.orders
from (select first_day, unbuilt_before(first_day + 32) as hindered_by
      from (select ($1::timestamptz at time zone 'UTC')::date as first_day) as wanted offset 0) d
cross join lateral prune_facts(case when d.hindered_by is null then d.first_day end) p

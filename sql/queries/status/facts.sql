-- When the facts were last built and what changed since. $1 account.
-- Grain: one row. built_at in UTC, null when they never were; dirty days of metrics with the first and the last local
-- day (null when there is none); changed events.
select (select to_char(b.built_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from fact_builds b where b.account_id = $1),
       count(*), min(day), max(day),
       (select count(*) from changed_events where account_id = $1 and event_id <> '')
from dirty_days
where account_id = $1

-- The latest run of verb $1 on account $2 that is under way: the one that holds the lock, unless it is only about to
-- begin. At most one row: run, host, process id, start in UTC.
select run_id, host, process_id, to_char(started_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
from runs
where status = 'running' and verb = $1 and account_id = $2
order by run_id desc
limit 1

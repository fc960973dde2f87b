-- The last run of each verb on an account. $1 account.
-- Grain: one row per verb, by name: run, status, exit code (null while it runs), start and end in UTC, message or null.
-- A run that says "running" though nobody holds its lock died without a word: its status is "died".
with latest as (
  select distinct on (verb) *
  from runs
  where account_id = $1
  order by verb, run_id desc
)
select verb, run_id,
       case when status = 'running'
              and not exists (select
                              from pg_locks l
                              where l.locktype = 'advisory' and l.granted and l.objsubid = 1
                                and l.database = (select oid from pg_database where datname = current_database())
                                and (l.classid::bigint << 32) | l.objid::bigint
                                    = hashtextextended('klytics run ' || run_id, 0))
            then 'died' else status end,
       exit_code,
       to_char(started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       message
from latest
order by verb collate "C"

-- Watermarks of an account. $1 account. Grain: one row per resource and partition. Times are ISO 8601 in UTC, null
-- where unbounded or never.
select resource, partition_key,
       to_char(complete_from, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       to_char(complete_to, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       to_char(swept_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), basis
from watermarks
where account_id = $1
order by resource collate "C", partition_key collate "C"

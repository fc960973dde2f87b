-- Records that could not be stored. $1 account.
-- Grain: one row per resource and reason, the most frequent first: records, time of the last one in UTC.
select resource, reason, count(*), to_char(max(at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
from quarantine
where account_id = $1
group by resource, reason
order by count(*) desc, resource collate "C", reason collate "C"

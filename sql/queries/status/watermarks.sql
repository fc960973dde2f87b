-- How far each resource is complete. $1 account.
-- Grain: one row per resource, by name. The span that is complete in all of its partitions and the oldest complete
-- listing, in UTC; complete_from is null where every partition is complete from the beginning, swept_at where a
-- partition was never listed completely. The partitions of a report are months: there the span is from the first to the
-- last of them.
select resource, count(*),
       to_char(case when resource like '%\_report' then min(complete_from) else max(complete_from) end at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       to_char(case when resource like '%\_report' then max(complete_to) else min(complete_to) end at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       case when count(swept_at) = count(*)
            then to_char(min(swept_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end
from watermarks
where account_id = $1
group by resource
order by resource collate "C"

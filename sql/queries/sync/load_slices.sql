-- Slices of partitions that are not complete. $1 account, $2 resource. Grain: one row per slice. Times are ISO 8601 in
-- UTC, null where unbounded.
select partition_key,
       to_char(nullif(window_from, '-infinity'), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       to_char(nullif(window_to, 'infinity'), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       next_url, done
from sync_slices
where account_id = $1 and resource = $2
order by partition_key collate "C", window_from

-- Up to when each resource is complete. The range plays no part.
-- $1 account id, $2 first day, $3 last day (local dates, both included), $4 Klaviyo id of one object or '' for all, $5 most rows
-- Grain: one row per resource and partition, the oldest first; "rows_in_all" counts those that the limit leaves out too.
select count(*) over () as rows_in_all, w.resource, w.partition_key, w.complete_to
from watermarks w
where w.account_id = $1 and coalesce($2, $3, $4) is not null
order by w.complete_to nulls first, w.resource, w.partition_key
limit $5::integer

-- Up to which local day the members of a list are known. $1 account id, $2 time zone, $3 id of the list.
-- Grain: one row: the day of the last complete listing, as days since 1970-01-01; null when there was none.
select (max(swept_at) at time zone $2)::date - date '1970-01-01'
from watermarks where account_id = $1 and resource = 'list_members' and partition_key = $3

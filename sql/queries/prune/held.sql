-- From when on something of an account is held. $1 account. At most one row: raw pages and events, instants in UTC; the
-- local day from which facts are built anew, and that from which there are facts. Null: from the beginning.
select to_char(raw_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       to_char(events_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), frozen_before, facts_from
from retention
where account_id = $1

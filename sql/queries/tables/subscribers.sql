-- Subscribers by day, for spreadsheets.
-- $1 account id
-- Grain: one row per local day. A cursor named "rows": see fetch.
declare rows no scroll cursor for
select f.day, f.subscribers, f.basis
from fact_subscribers f
where f.account_id = $1
order by f.day

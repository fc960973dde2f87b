-- Daily revenue of the facts, for spreadsheets.
-- $1 account id
-- Grain: one row per local day, channel and source. A cursor named "rows": see fetch.
declare rows no scroll cursor for
select f.day, f.channel, f.source, f.revenue, f.orders, f.customers
from fact_revenue f
where f.account_id = $1
order by f.day, f.channel, f.source

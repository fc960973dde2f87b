-- Orders that messages led to, by day of receipt, for spreadsheets.
-- $1 account id
-- Grain: one row per local day of receipt and message. A cursor named "rows": see fetch.
declare rows no scroll cursor for
select f.day, f.channel, f.source, f.source_id, f.message_id, f.conversions, f.converters
from fact_conversions f
where f.account_id = $1
order by f.day, f.channel, f.source, f.source_id, f.message_id

-- What happened to the messages of flows, by the day of receipt.
-- $1 account id, $2 first day, $3 last day (local dates, both included), $4 Klaviyo id of one object or '' for all, $5 most rows
-- Grain: one row per local day, channel, flow and message; "rows_in_all" counts those that the limit leaves out too.
with converted as (
  select c.day, c.channel, c.source, c.source_id, c.message_id, sum(c.converters) as converters
  from fact_conversions c
  where c.account_id = $1 and c.day between $2::date and $3::date
  group by c.day, c.channel, c.source, c.source_id, c.message_id
)
select count(*) over () as rows_in_all, day, channel, source, source_id, message_id, e.received, e.bounced, e.unique_opens,
       e.unique_human_opens, e.unique_clicks, coalesce(v.converters, 0) as converters
from (select * from fact_engagement where account_id = $1 and day between $2::date and $3::date) e
full join converted v using (day, channel, source, source_id, message_id)
where source = 'flow' and ($4::text = '' or source_id = $4::text)
order by day desc, channel, source, source_id, message_id
limit $5::integer

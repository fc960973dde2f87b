-- What happened to the messages of campaigns, by the day of receipt.
-- $1 account id, $2 first day, $3 last day (local dates, both included), $4 Klaviyo id of one object or '' for all, $5 most rows
-- Grain: one row per local day, channel and campaign; "rows_in_all" counts those that the limit leaves out too.
select count(*) over () as rows_in_all, day, channel, source, source_id, message_id, received, bounced, unique_opens,
       unique_human_opens, unique_clicks, converters
from message_days
where account_id = $1 and day between $2::date and $3::date and source = 'campaign' and ($4::text = '' or source_id = $4::text)
order by day desc, channel, source, source_id, message_id
limit $5::integer

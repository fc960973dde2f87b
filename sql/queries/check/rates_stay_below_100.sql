-- Local days of a message with more unique opens, clicks or converters than receipts.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
select count(*), min(e.message_id || ' ' || e.day)
from (
  select day, channel, source, source_id, message_id, sum(received) as received,
         greatest(sum(unique_opens), sum(unique_clicks)) as most
  from fact_engagement where account_id = $1 group by 1, 2, 3, 4, 5
) as e
left join fact_conversions c
  on c.account_id = $1 and c.day = e.day and c.channel = e.channel and c.source = e.source
  and c.source_id = e.source_id and c.message_id = e.message_id
where greatest(e.most, c.converters) > e.received

-- Messages of each day on which they were received, and what was done with them.
-- $1 account id; $2 first, $3 last local day
-- Grain: one row per local day, channel, source, campaign or flow, and flow message.
with counts as (
  select day, channel, source, source_id, case when source = 'flow' then message_id else '' end as message_id, received,
         unique_opens, unique_clicks, unsubscribes, 0::bigint as converters
  from fact_engagement where account_id = $1 and day between $2::date and $3::date
  union all
  select day, channel, source, source_id, case when source = 'flow' then message_id else '' end, 0, 0, 0, 0, converters
  from fact_conversions where account_id = $1 and day between $2::date and $3::date
)
select day, channel, source, source_id, message_id, sum(received), sum(unique_opens), sum(unique_clicks), sum(unsubscribes),
       sum(converters)
from counts
group by day, channel, source, source_id, message_id
order by day, channel, source, source_id collate "C", message_id collate "C"

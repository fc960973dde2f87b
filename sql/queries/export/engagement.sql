-- What happened to the messages received in each range, by channel.
-- $1 account id, $2 first days, $3 last days (local dates, both included; equally long arrays)
-- Grain: one row per range (numbered from 1) and channel that has any.
with days as (
  select e.day, e.channel, e.received, e.bounced, e.unique_opens, e.unique_human_opens, e.unique_clicks,
         0::bigint as converters
  from fact_engagement e
  where e.account_id = $1
  union all
  select c.day, c.channel, 0, 0, 0, 0, 0, c.converters
  from fact_conversions c
  where c.account_id = $1
)
select r.number, d.channel, sum(d.received)::bigint as received, sum(d.bounced)::bigint as bounced,
       sum(d.unique_opens)::bigint as unique_opens, sum(d.unique_human_opens)::bigint as unique_human_opens,
       sum(d.unique_clicks)::bigint as unique_clicks, sum(d.converters)::bigint as converters
from unnest($2::date[], $3::date[]) with ordinality as r (first_day, last_day, number)
join days d on d.day between r.first_day and r.last_day
group by r.number, d.channel
order by r.number, d.channel

-- What recipients did with messages, by the day on which they received them, in intervals of days.
-- $1 account id; $2 first days of the intervals and the day after the last (array of local days, ascending)
-- $3 channel, $4 source ('' for all); $5 a count of fact_engagement or fact_conversions
-- $6 id of the only campaign or flow ('' for all)
-- Grain: one row per interval with a message, numbered from 1.
with counts as (
  select day, case $5 when 'received' then received when 'bounced' then bounced when 'opens' then opens
                      when 'unique_opens' then unique_opens when 'machine_opens' then machine_opens
                      when 'unique_human_opens' then unique_human_opens when 'clicks' then clicks
                      when 'unique_clicks' then unique_clicks when 'unsubscribes' then unsubscribes
                      when 'spam_complaints' then spam_complaints end as value
  from fact_engagement
  where account_id = $1 and $3 in ('', channel) and $4 in ('', source) and $6 in ('', source_id) and $5 not in ('conversions', 'converters')
  union all
  select day, case $5 when 'conversions' then conversions when 'converters' then converters end
  from fact_conversions
  where account_id = $1 and $3 in ('', channel) and $4 in ('', source) and $6 in ('', source_id) and $5 in ('conversions', 'converters')
)
select width_bucket(day, $2::date[]), sum(value)
from counts
where day >= ($2::date[])[1] and day < ($2::date[])[array_upper($2::date[], 1)]
group by 1
order by 1

-- Events of one metric of Klaviyo, or the sum of their values, by the hour.
-- $1 account id; $2, $3 the instants between which, the second excluded; $4 metric id; $5 "events" or "value"
-- Grain: one row per hour after $2 with an event, numbered from 1. Money in the account's currency.
select floor(extract(epoch from e.occurred_at - $2::timestamptz) / 3600)::bigint + 1,
       case $5 when 'events' then count(*)
               else coalesce(sum(e.value) filter (where coalesce(upper(e.currency), a.currency)
                                                        = upper(a.currency)), 0) end
from accounts a
join events e on e.account_id = a.account_id
where a.account_id = $1 and e.metric_id = $4
  and e.occurred_at >= $2::timestamptz and e.occurred_at < $3::timestamptz
group by 1
order by 1

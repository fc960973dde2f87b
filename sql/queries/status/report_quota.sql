-- What is left of the daily allowance of reports. $1 account, $2 now, $3 our share of the allowance.
-- Grain: one row: the vendor's limit a day, our share of it, how many were asked for in the last 24 hours, and in UTC when
-- the next one may be asked for, null when it may be now.
with budget as (
  select coalesce(max(b.daily_limit), 225) as daily_limit, max(b.refused_until) as refused_until
  from report_budgets b
  where b.account_id = $1
), recent as (
  select requested_at
  from report_requests
  where account_id = $1 and requested_at > $2::timestamptz - interval '24 hours'
), quota as (
  select b.daily_limit, allowed_reports(b.daily_limit, $3::double precision) as allowed, b.refused_until,
         (select count(*) from recent) as used
  from budget b
)
select daily_limit, allowed, used,
       to_char(case
                 when refused_until > $2::timestamptz then refused_until
                 when used >= allowed
                 then (select requested_at + interval '24 hours' from recent order by requested_at
                       offset used - allowed limit 1)
               end at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
from quota

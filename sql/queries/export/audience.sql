-- Subscribers at the end of each range and form submissions in it. Where facts do not reach the last day of a range (a
-- day that is not over, or not yet collected) the latest day before it counts.
-- $1 account id, $2 first days, $3 last days (local dates, both included; equally long arrays)
-- Grain: one row per range, in the order of the arrays. "basis" is reconstructed or recorded, null without any
-- subscriber facts.
select coalesce(s.subscribers, 0) as subscribers, s.basis,
       coalesce((select sum(f.submissions) from fact_forms f
                 where f.account_id = $1 and f.day between r.first_day and r.last_day), 0)::bigint as submissions
from unnest($2::date[], $3::date[]) with ordinality as r (first_day, last_day, number)
left join lateral (
  select f.subscribers, f.basis
  from fact_subscribers f
  where f.account_id = $1 and f.day <= r.last_day
  order by f.day desc
  limit 1
) s on true
order by r.number

-- Revenue of each range, in all and by source.
-- $1 account id, $2 first days, $3 last days (local dates, both included; equally long arrays)
-- Grain: one row per range, in the order of the arrays. Money in the account's currency, two decimals.
select coalesce(round(sum(f.revenue), 2), 0) as total,
       coalesce(round(sum(f.revenue) filter (where f.source = 'campaign'), 2), 0) as campaigns,
       coalesce(round(sum(f.revenue) filter (where f.source = 'flow'), 2), 0) as flows,
       coalesce(round(sum(f.revenue) filter (where f.source = 'form'), 2), 0) as forms,
       coalesce(round(sum(f.revenue) filter (where f.source = 'other'), 2), 0) as other
from unnest($2::date[], $3::date[]) with ordinality as r (first_day, last_day, number)
left join fact_revenue f on f.account_id = $1 and f.day between r.first_day and r.last_day
group by r.number
order by r.number

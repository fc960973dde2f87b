-- Revenue by source of every day that had an order, over the span of all ranges.
-- $1 account id, $2 first day, $3 last day (local dates, both included)
-- Grain: one row per local day with an order, oldest first. Money in the account's currency, two decimals.
select f.day,
       coalesce(round(sum(f.revenue) filter (where f.source = 'campaign'), 2), 0) as campaigns,
       coalesce(round(sum(f.revenue) filter (where f.source = 'flow'), 2), 0) as flows,
       coalesce(round(sum(f.revenue) filter (where f.source = 'form'), 2), 0) as forms,
       coalesce(round(sum(f.revenue) filter (where f.source = 'other'), 2), 0) as other
from fact_revenue f
where f.account_id = $1 and f.day between $2::date and $3::date
group by f.day
order by f.day

-- The local days whose facts are complete and still held: as for metrics, from the first day that was not pruned on.
-- $1 account id
-- Grain: one row: whether facts were ever built, first day, last day; the days are null when there are no events.
select b.account_id is not null, greatest(b.events_from, r.facts_from),
       least(coalesce((w.complete_to at time zone a.timezone)::date - 1, b.events_to),
             (select min(day) - 1 from dirty_days where account_id = $1))
from accounts a
left join fact_builds b on b.account_id = a.account_id
left join retention r on r.account_id = a.account_id
left join (select min(complete_to) as complete_to from watermarks
           where account_id = $1 and resource = 'events') as w on true
where a.account_id = $1

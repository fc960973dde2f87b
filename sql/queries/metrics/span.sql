-- The local days for which facts are built and complete: from that of the first event to the last one that ended before
-- the events' watermark and before anything that changed since the facts were built.
-- $1 account id
-- Grain: one row: whether facts were ever built, first day, last day; the days are null when there are no events. Without
-- a watermark (events that were never collected by a run that ended) the day of the last event is the last.
select b.account_id is not null, b.events_from,
       least(coalesce((w.complete_to at time zone a.timezone)::date - 1, b.events_to),
             (select min(day) - 1 from dirty_days where account_id = $1))
from accounts a
left join fact_builds b on b.account_id = a.account_id
left join (select min(complete_to) as complete_to from watermarks
           where account_id = $1 and resource = 'events') as w on true
where a.account_id = $1

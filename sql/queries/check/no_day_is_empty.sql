-- Local days between the first and the last one with events that have none, in an account that has at least 20 on half of
-- its days. With so many, a day without one is a gap in the collection, not a quiet day.
-- $1 account id
-- Grain: one row: how many, and one of them (null when there is none).
with days as (
  select day, sum(events) as events from fact_metrics where account_id = $1 group by day
), gaps as (
  select d.day::date as day
  from (select min(day) as first, max(day) as last,
               percentile_cont(0.5) within group (order by events) as usual from days) as span
  cross join generate_series(greatest(span.first, date '2000-01-01')::timestamp,
                             least(span.last, current_date)::timestamp, interval '1 day') as d (day)
  where span.usual >= 20 and not exists (select 1 from days where days.day = d.day::date)
)
select count(*), min(day)::text from gaps

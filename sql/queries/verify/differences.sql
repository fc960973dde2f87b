-- Days on which what is stored differs from what the vendor counted (see metric_days). $1 account, $2 time zone, $3 first
-- and $4 last local day, $5 metrics as a text array.
-- Half a cent, or one part in 10^9 for large sums, is no difference: the vendor adds in floating point.
-- Grain: one row per metric and day that differs, by name: id, name, day, our events and value, the vendor's.
with asked as (
  select metric_id from unnest($5::text[]) as metric_id
), ours as (
  select e.metric_id, (e.occurred_at at time zone $2)::date as day, count(*)::numeric as events,
         coalesce(sum(e.value), 0) as value
  from events e
  join asked using (metric_id)
  where e.account_id = $1
    and e.occurred_at >= $3::date::timestamp at time zone $2
    and e.occurred_at < ($4::date + 1)::timestamp at time zone $2
  group by 1, 2
), theirs as (
  select metric_id, day, count as events, sum_value as value
  from metric_days
  join asked using (metric_id)
  where account_id = $1 and day between $3::date and $4::date
), both_sides as (
  select metric_id, day, coalesce(o.events, 0) as our_events, coalesce(o.value, 0) as our_value,
         coalesce(t.events, 0) as their_events, coalesce(t.value, 0) as their_value
  from ours o
  full join theirs t using (metric_id, day)
)
select b.metric_id, coalesce(m.name, ''), b.day::text, b.our_events::text, trim_scale(round(b.our_value, 2))::text,
       trim_scale(b.their_events)::text, trim_scale(round(b.their_value, 2))::text
from both_sides b
left join metrics m on m.account_id = $1 and m.metric_id = b.metric_id
where our_events <> their_events
   or abs(our_value - their_value) > greatest(0.005, abs(their_value) * 1e-9)
order by m.name collate "C", b.metric_id collate "C", b.day

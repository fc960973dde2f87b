-- Brings the size of each segment at the end of each local day in step with its members, from the first of them to
-- the day of the last listing, or to the day on which the segment vanished. A member without a known time of joining
-- counts from when it was first seen.
-- $1 account id, $2 time zone. Grain of what it writes: one row per local day and segment.
insert into fact_segments as known (account_id, day, segment_id, members)
with changes as (
  select m.segment_id, greatest((ends.at at time zone $2)::date, date '2000-01-01') as day, sum(change) as change
  from segment_members m
  cross join lateral (values (coalesce(m.joined_at, m.first_seen_at), 1), (m.left_at, -1)) as ends (at, change)
  where m.account_id = $1 and ends.at is not null
  group by 1, 2
), listed as (
  select segment_id, greatest(max(synced_at), max(left_at)) as until_time
  from segment_members where account_id = $1 group by segment_id
), spans as (
  select c.segment_id, min(c.day) as first_day,
         (least(max(coalesce(w.complete_to, l.until_time)), max(s.deleted_at)) at time zone $2)::date as last_day
  from changes c
  join listed l on l.segment_id = c.segment_id
  left join watermarks w
    on w.account_id = $1 and w.resource = 'segment_members' and w.partition_key = c.segment_id
  left join segments s on s.account_id = $1 and s.segment_id = c.segment_id
  group by c.segment_id
)
select $1, day, segment_id, members
from (
  select d.day::date as day, s.segment_id,
         coalesce(sum(c.change) over (partition by s.segment_id order by d.day), 0) as members
  from spans s
  cross join generate_series(s.first_day::timestamp, s.last_day::timestamp, interval '1 day') as d (day)
  left join changes c on c.segment_id = s.segment_id and c.day = d.day::date
) as days
where day >= (select first_people_day from aggregate_bounds)
on conflict (account_id, day, segment_id) do update set members = excluded.members
  where known.members is distinct from excluded.members;

-- Up to when the facts are complete, and what was never collected. Complete means: before the lowest watermark of the
-- resources that the dashboard reads, and before the first local day that changed since facts were built. The
-- memberships of a segment that is gone do not hold the rest back.
-- $1 account id
-- Grain: one row. "data_through" is null when no event was ever collected or no fact ever built; "missing" names the
-- resources without a watermark, separated by commas, sorted; "unbuilt_days" counts changed days of a metric.
with required (resource) as (
  values ('campaigns'), ('events'), ('flows'), ('forms'), ('metrics'), ('profiles'), ('segments')
), complete as (
  select w.resource, min(w.complete_to) as complete_to
  from watermarks w
  join required using (resource)
  where w.account_id = $1
  group by w.resource
), members as (
  select min(w.complete_to) as complete_to, count(*) filter (where w.complete_to is null) as missing
  from segments s
  left join watermarks w
    on w.account_id = $1 and w.resource = 'segment_members' and w.partition_key = s.segment_id
  where s.account_id = $1 and s.deleted_at is null
), changed as (
  select min(d.day) as first_day, count(*) as days
  from dirty_days d
  where d.account_id = $1
)
select case when exists (select 1 from fact_builds b where b.account_id = $1)
              and exists (select 1 from complete where resource = 'events')
            then to_char(least((select min(complete_to) from complete), (select complete_to from members),
                               c.first_day::timestamp at time zone a.timezone) at time zone 'UTC',
                         'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end as data_through,
       (select coalesce(string_agg(m.resource, ',' order by m.resource), '')
        from (select resource from required except select resource from complete
              union all
              select 'segment_members' from members where missing > 0) m) as missing,
       c.days as unbuilt_days
from accounts a
cross join changed c
where a.account_id = $1

-- How many profiles get how far through an ordered list of metrics, and how long each step takes.
-- $1 account id; $2 names of metrics in order, a JSON array; $3 window in days, from the first step
-- $4 what tells funnels apart: none, campaign, flow or segment; $5, $6 the first step lies in [$5, $6); null: no bound
-- A profile enters with its first event of the first step (one entry for each campaign or flow), and reaches a step with
-- its first event of that metric at or after the step before, within the window. An event that names another campaign or
-- flow does not count; one that names none does. With segments a profile enters the funnel of each one that it is in now.
-- Grain: one row per campaign, flow or segment ('' without) and step. "median_seconds" is the time since the step before.
with recursive steps as (
  select n.step, n.name, m.metric_id
  from jsonb_array_elements_text($2::jsonb) with ordinality as n (name, step)
  join metrics m on m.account_id = $1 and m.name = n.name
),
first_step as (
  select e.profile_id,
         case $4 when 'campaign' then case when e.flow_id is null then e.message_id end when 'flow' then e.flow_id else '' end
           as source_id,
         min(e.occurred_at) as entered_at
  from events e
  join steps s on s.step = 1 and s.metric_id = e.metric_id
  where e.account_id = $1 and e.profile_id is not null
    and ($5::timestamptz is null or e.occurred_at >= $5::timestamptz)
    and ($6::timestamptz is null or e.occurred_at < $6::timestamptz)
  group by 1, 2
),
entered as (
  select profile_id, source_id, entered_at from first_step where $4 <> 'segment' and source_id is not null
  union all
  select f.profile_id, m.segment_id, f.entered_at
  from first_step f
  join segment_members m on m.account_id = $1 and m.profile_id = f.profile_id and m.left_at is null
  join segments s on s.account_id = $1 and s.segment_id = m.segment_id and s.deleted_at is null
  where $4 = 'segment'
),
reached as (
  select profile_id, source_id, entered_at, 1::bigint as step, entered_at as reached_at, entered_at as previous_at
  from entered
  union all
  select r.profile_id, r.source_id, r.entered_at, r.step + 1, n.reached_at, r.reached_at
  from reached r
  cross join lateral (
    select min(e.occurred_at) as reached_at
    from steps s
    join events e on e.account_id = $1 and e.profile_id = r.profile_id and e.metric_id = s.metric_id
      and e.occurred_at >= r.reached_at and e.occurred_at <= r.entered_at + $3::int * interval '24 hours'
    where s.step = r.step + 1
      and case $4 when 'campaign' then e.flow_id is null and coalesce(e.message_id, r.source_id) = r.source_id
                  when 'flow' then coalesce(e.flow_id, r.source_id) = r.source_id
                  else true end
  ) n
  where n.reached_at is not null
),
sources as (
  select campaign_id as source_id, name from campaigns where account_id = $1 and $4 = 'campaign'
  union all
  select flow_id, name from flows where account_id = $1 and $4 = 'flow'
  union all
  select segment_id, name from segments where account_id = $1 and $4 = 'segment'
)
select r.source_id, coalesce(max(n.name), '') as source_name, r.step, max(s.name) as metric,
       count(distinct r.profile_id) as profiles,
       percentile_cont(0.5) within group (order by extract(epoch from r.reached_at - r.previous_at)) as median_seconds
from reached r
join (select distinct step, name from steps) s on s.step = r.step
left join sources n on n.source_id = r.source_id
group by r.source_id, r.step
order by r.source_id, r.step

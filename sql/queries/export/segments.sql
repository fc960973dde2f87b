-- All segments that are not deleted: members at the end of each range, and those among them who ordered in it. Members
-- are counted once per distinct end, since most ranges end today.
-- $1 account id, $2 first days, $3 last days (local dates, both included; equally long arrays)
-- Grain: one row per range (numbered from 1) and segment, by id. Money in the account's currency, two decimals.
with ranges as materialized (
  select r.*, (r.last_day + 1)::timestamp at time zone a.timezone as ends_at
  from unnest($2::date[], $3::date[]) with ordinality as r (first_day, last_day, number)
  join accounts a on a.account_id = $1
), sizes as materialized (
  select m.segment_id, e.ends_at, count(*) as members
  from (select distinct ends_at from ranges) e
  join segment_members m on m.account_id = $1
    and (m.joined_at is null or m.joined_at < e.ends_at) and (m.left_at is null or m.left_at >= e.ends_at)
  group by m.segment_id, e.ends_at
), buyers as materialized (
  select r.number, r.ends_at, o.profile_id, sum(o.amount) as amount
  from ranges r
  join fact_orders o on o.account_id = $1 and o.profile_id <> '' and o.day between r.first_day and r.last_day
  group by r.number, r.ends_at, o.profile_id
), ordered as materialized (
  select b.number, m.segment_id, count(*) as buyers, round(sum(b.amount), 2) as revenue
  from buyers b
  join segment_members m on m.account_id = $1 and m.profile_id = b.profile_id
    and (m.joined_at is null or m.joined_at < b.ends_at) and (m.left_at is null or m.left_at >= b.ends_at)
  group by b.number, m.segment_id
)
select r.number, i.id, s.segment_id as klaviyo_id, s.name, coalesce(z.members, 0) as members,
       coalesce(o.buyers, 0) as buyers, coalesce(o.revenue, 0) as revenue
from ranges r
join segments s on s.account_id = $1 and s.deleted_at is null
join dashboard_ids i on i.account_id = $1 and i.kind = 'segment' and i.klaviyo_id = s.segment_id
left join sizes z on z.segment_id = s.segment_id and z.ends_at = r.ends_at
left join ordered o on o.number = r.number and o.segment_id = s.segment_id
order by r.number, i.id

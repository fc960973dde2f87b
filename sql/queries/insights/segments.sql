-- Revenue and orders of each day by people who were members of a segment when the day began. Segments overlap. One counts
-- only when its members were collected before the first day: who had left before that is not known.
-- $1 account id; $2 first, $3 last local day; $4 time zone
-- Grain: one row per local day and segment with an order of a member. Money in the account's currency.
with known as materialized (
  select segment_id
  from segment_members
  where account_id = $1
  group by segment_id
  having min(first_seen_at) < $2::date::timestamp at time zone $4
), bought as materialized (
  select profile_id, day, day::timestamp at time zone $4 as began, sum(amount) as amount, count(*) as orders
  from fact_orders
  where account_id = $1 and day between $2::date and $3::date and profile_id <> '' and (foreign_amount is null or rate is not null)
  group by profile_id, day
)
select b.day, m.segment_id, s.name, sum(b.amount), sum(b.orders)
from bought b
join segment_members m on m.account_id = $1 and m.profile_id = b.profile_id
  and (m.joined_at is null or m.joined_at < b.began) and (m.left_at is null or m.left_at >= b.began)
join known k on k.segment_id = m.segment_id
join segments s on s.account_id = $1 and s.segment_id = m.segment_id and s.deleted_at is null
group by b.day, m.segment_id, s.name
order by b.day, m.segment_id collate "C"

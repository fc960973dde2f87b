-- The orders in the range of those who were members of a segment at the end of its last day.
-- $1 account id, $2 first day, $3 last day (local dates, both included), $4 Klaviyo id of one object or '' for all, $5 most rows
-- Grain: one row per segment, order and person, newest first; "rows_in_all" counts those that the limit leaves out too.
select count(*) over () as rows_in_all, m.segment_id, f.day, f.order_id, f.profile_id, f.amount, f.currency, f.event_id
from fact_orders f
join accounts a on a.account_id = f.account_id
join segment_members m on m.account_id = f.account_id and m.profile_id = f.profile_id
  and (m.joined_at is null or m.joined_at < ($3::date + 1)::timestamp at time zone a.timezone)
  and (m.left_at is null or m.left_at >= ($3::date + 1)::timestamp at time zone a.timezone)
where f.account_id = $1 and f.day between $2::date and $3::date and ($4::text = '' or m.segment_id = $4::text)
order by m.segment_id, f.occurred_at desc, f.order_id, f.profile_id
limit $5::integer

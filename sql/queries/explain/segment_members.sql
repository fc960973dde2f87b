-- The members of segments at the end of the last day.
-- $1 account id, $2 first day, $3 last day (local dates, both included), $4 Klaviyo id of one object or '' for all, $5 most rows
-- Grain: one row per segment and profile; "rows_in_all" counts those that the limit leaves out too.
select count(*) over () as rows_in_all, m.segment_id, m.profile_id, m.joined_at, m.left_at
from segment_members m
join accounts a on a.account_id = $1
where m.account_id = $1 and $2::date is not null
  and (m.joined_at is null or m.joined_at < ($3::date + 1)::timestamp at time zone a.timezone)
  and (m.left_at is null or m.left_at >= ($3::date + 1)::timestamp at time zone a.timezone)
  and ($4::text = '' or m.segment_id = $4::text)
order by m.segment_id, m.profile_id
limit $5::integer

-- Subscribers at the end of each day. The last day of a range that has any counts; before the first, the latest day earlier.
-- $1 account id, $2 first day, $3 last day (local dates, both included), $4 Klaviyo id of one object or '' for all, $5 most rows
-- Grain: one row per local day, newest first; "rows_in_all" counts those that the limit leaves out too.
select count(*) over () as rows_in_all, f.day, f.subscribers, f.basis
from fact_subscribers f
where f.account_id = $1 and f.day <= $3::date and $4::text is not null
  and f.day >= coalesce((select max(b.day) from fact_subscribers b where b.account_id = $1 and b.day <= $2::date), $2::date)
order by f.day desc
limit $5::integer

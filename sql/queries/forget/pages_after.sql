-- Stored pages of an account in the order of their ids, a few at a time. $1 account, $2 the last id seen.
-- Grain: one row per page: id, time, body in hexadecimal.
select raw_page_id, fetched_at, encode(body, 'hex')
from raw_pages
where account_id = $1 and raw_page_id > $2
order by raw_page_id
limit 20

-- The next raw pages to replay. $1 account, $2 resource, $3 raw_page_id of the last one.
-- Grain: one row per page, in the order in which they were stored; as many as hold 8 MB uncompressed, at least one, at
-- most 64: raw_page_id, partition, time of fetching in UTC, the compressed body in hexadecimal.
select raw_page_id, partition_key, to_char(fetched_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       encode(body, 'hex')
from (select p.*, sum(body_bytes) over (order by raw_page_id) - body_bytes as bytes_before
      from (select raw_page_id, partition_key, fetched_at, body, body_bytes
            from raw_pages
            where account_id = $1 and resource = $2 and raw_page_id > $3
            order by raw_page_id
            limit 64) p) pages
where bytes_before < 8000000
order by raw_page_id

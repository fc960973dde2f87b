-- $1 account, $2 page, $3 its time, $4 body in hexadecimal, $5 its size uncompressed.
update raw_pages set body = decode($4, 'hex'), body_bytes = $5
where account_id = $1 and raw_page_id = $2 and fetched_at = $3::timestamptz

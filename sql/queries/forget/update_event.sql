-- $1 account, $2 event id, $3 its time, $4 pseudonym (null leaves the person), $5 record.
update events set profile_id = coalesce($4, profile_id), raw = $5::json
where account_id = $1 and event_id = $2 and occurred_at = $3::timestamptz

-- $1 account, $2 event id, $3 pseudonym (null leaves the person), $4 record.
update deleted_events set profile_id = coalesce($3, profile_id), raw = $4 where account_id = $1 and event_id = $2

-- $1 account, $2 resource, $3 partition, $4 when the listing began; null: when run $5 began. One value: tombstones set.
select sweep_unseen($1, $2, $3, coalesce($4::timestamptz, started_at)) from runs where run_id = $5

-- The metrics whose counts can be compared. $1 account. Grain: one row per metric that the account still has, by id.
select metric_id from metrics where account_id = $1 and deleted_at is null order by metric_id collate "C"

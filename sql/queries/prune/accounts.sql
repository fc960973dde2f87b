-- Parameters: none. Grain: one row per account, by id.
select account_id from accounts order by account_id collate "C"

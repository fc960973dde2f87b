-- Whether an account has a metric. $1 account id, $2 name. Grain: one row per metric of that name.
select metric_id from metrics where account_id = $1 and name = $2

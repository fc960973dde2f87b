-- Whether facts were built, and how many local days of metrics changed since. $1 account. One row.
select exists (select from fact_builds where account_id = $1), (select count(*) from dirty_days where account_id = $1)

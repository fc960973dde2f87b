-- Whether facts were built, and how many local days of metrics changed since. $1 account. One row.
select exists (select 1 from fact_builds where account_id = $1), (select count(*) from dirty_days where account_id = $1)

-- $1 account, $2 time zone, $3 metric, $4 local day, $5 run. One value: how many events went to deleted_events.
select remove_gone_events($1, $2, $3, $4::date, $5)

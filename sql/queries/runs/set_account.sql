-- Names the account of a run that began without knowing it. $1 run, $2 account.
update runs set account_id = $2 where run_id = $1

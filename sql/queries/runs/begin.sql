-- Enters a run. $1 verb, $2 account or null, $3 version, $4 host, $5 process id, $6 settings as JSON without secrets.
-- One value: run_id.
insert into runs (verb, account_id, version, host, process_id, settings)
values ($1, $2, $3, $4, $5, $6)
returning run_id

-- Keeps a record that cannot be stored, once. $1 account, $2 resource, $3 object id or null, $4 run, $5 raw page,
-- $6 reason, $7 the record's bytes in hexadecimal.
insert into quarantine (account_id, resource, object_id, run_id, raw_page_id, reason, raw)
values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'))
on conflict do nothing

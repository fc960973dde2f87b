-- Remembers ids that a listing under way has shown. $1 account, $2 resource, $3 partition, $4 ids as a text array.
insert into sweep_seen (account_id, resource, partition_key, object_id)
select $1, $2, $3, id from unnest($4::text[]) as id
on conflict do nothing

-- Forgets the slices of a resource. $1 account, $2 resource, $3 partition; null for all partitions.
delete from sync_slices where account_id = $1 and resource = $2 and ($3::text is null or partition_key = $3)

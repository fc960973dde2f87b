-- $1 account, $2 resource. Grain: one row per id, in byte order.
select id from object_ids($1, $2) as id

-- $1 account, $2 resource, $3 parent, $4 id, $5 record.
update api_objects set raw = $5::json where account_id = $1 and resource = $2 and parent_id = $3 and object_id = $4

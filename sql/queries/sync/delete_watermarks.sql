-- Forgets how far a resource is complete. $1 account, $2 resource.
delete from watermarks where account_id = $1 and resource = $2

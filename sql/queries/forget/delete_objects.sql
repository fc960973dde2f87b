-- Objects that belong to a person, such as a push token. $1 account, $2 profile id.
delete from api_objects
where account_id = $1 and position($2 in raw::text) > 0
  and raw #>> '{relationships,profile,data,id}' = $2

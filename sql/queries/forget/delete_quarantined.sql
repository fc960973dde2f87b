-- Records that could not be stored and name a person. $1 account, $2 profile id or email address in lower case.
delete from quarantine
where account_id = $1
  and (position(convert_to($2, 'UTF8') in raw) > 0 or position($2 in lower(encode(raw, 'escape'))) > 0)

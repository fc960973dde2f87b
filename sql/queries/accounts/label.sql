-- Remembers under which name of the configuration an account was synchronised.
-- $1 account id, $2 NAME of [accounts.NAME]
update accounts set label = $2 where account_id = $1 and label <> $2

-- Keeps an identity out from now on. $1 account, $2 its hash, $3 its kind, $4 the check of the salt.
insert into forgotten (account_id, identity, kind, key_check) values ($1, $2, $3, $4)
on conflict (account_id, identity) do nothing

-- Whom an account has forgotten. $1 account. Grain: one row per identity: its hash; the check of the salt.
select identity, key_check from forgotten where account_id = $1

-- What the facts need to know about the account.
-- $1 account id. At most one row: time zone, currency.
select timezone, upper(currency) from accounts where account_id = $1;

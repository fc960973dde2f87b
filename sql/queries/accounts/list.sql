-- The accounts that were ever synchronised.
-- Grain: one row per account, by id.
select account_id, name, timezone, currency, label
from accounts
order by account_id

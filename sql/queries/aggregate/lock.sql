-- Takes the account's build lock until the end of the transaction, without waiting.
-- $1 account id. One row: whether the lock was taken.
select pg_try_advisory_xact_lock(hashtextextended('klytics aggregate ' || $1, 0));

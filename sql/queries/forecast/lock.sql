-- Makes writers of an account's model registry wait for each other until the transaction ends.
-- $1 account id
-- Grain: one row, empty.
select pg_advisory_xact_lock(hashtextextended('klytics forecasts ' || $1, 0))

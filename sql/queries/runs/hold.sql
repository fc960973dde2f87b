-- Holds the lock that says that run $1 is alive, until the session ends.
select pg_advisory_lock(hashtextextended('klytics run ' || $1::bigint, 0))

-- Gives back the lock that says that run $1 is alive.
select pg_advisory_unlock(hashtextextended('klytics run ' || $1::bigint, 0))

-- Takes the lock of verb $1 on account $2 for the session, if it is free. One value: whether it was.
select pg_try_advisory_lock(hashtextextended('klytics lock ' || $1::text || ' ' || $2::text, 0))

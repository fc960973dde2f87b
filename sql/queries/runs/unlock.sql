-- Gives back the lock of verb $1 on account $2.
select pg_advisory_unlock(hashtextextended('klytics lock ' || $1::text || ' ' || $2::text, 0))

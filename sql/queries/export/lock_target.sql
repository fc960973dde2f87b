-- Takes the lock of a place on object storage for the rest of the session; a folder has a lock of its own.
-- $1 address of the place
-- Grain: one row, whether it was free.
select pg_try_advisory_lock(hashtextextended('klytics export ' || $1, 0))

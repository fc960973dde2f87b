-- Waits until no other session migrates this database, then holds the right to until release_lock or the session's end.
-- Parameters: none.
select pg_advisory_lock(hashtextextended('klytics migrate', 0));

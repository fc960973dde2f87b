-- Gives back what take_lock took. Parameters: none.
select pg_advisory_unlock(hashtextextended('klytics migrate', 0));

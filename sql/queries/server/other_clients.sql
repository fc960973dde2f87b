-- Sessions that somebody else has open on the private server. Sessions of klytics itself do not count: they hold leases,
-- and one without a lease is just ending. Parameters: none. One row: how many.
select count(*) from pg_stat_activity
where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name not like 'klytics%';

-- No parameters. One value: rows of the audit log.
select count(*) from audit_log

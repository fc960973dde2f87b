-- Whether the database has an audit log to append to. Parameters: none. One value.
select to_regclass('audit_log') is not null and to_regproc('append_audit') is not null

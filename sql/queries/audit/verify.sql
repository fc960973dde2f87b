-- Parameters: none. One value: the first broken audit_id, or null.
select verify_audit()

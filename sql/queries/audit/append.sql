-- $1 action, $2 account or null, $3 detail as JSON text. One value: the new audit_id.
select append_audit($1, $2, $3)

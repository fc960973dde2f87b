-- Records a published snapshot in the audit log.
-- $1 account id, $2 details as JSON text
-- Grain: one row, the new audit row's id.
select append_audit('export', $1, $2)

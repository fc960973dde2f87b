-- Records a restored dump in the audit log that came with it. $1 whether what was there was replaced; $2 rows and $3 last hash
-- of the replaced audit log, null when there was none. One value: the new audit_id.
select append_audit('db restore', null, json_strip_nulls(json_build_object(
  'replaced', $1::boolean, 'replaced_audit_rows', $2::bigint, 'replaced_audit_hash', $3::text))::text)

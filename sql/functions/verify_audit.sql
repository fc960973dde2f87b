-- Checks the chain of audit_log. Returns the audit_id of the first row whose content does not have its hash or that
-- does not follow the row before it, or null when the chain holds. Rows cut off at the end leave no trace in the chain:
-- compare the last hash with one noted elsewhere to find out. Cost: one pass over the table.
create or replace function verify_audit() returns bigint
language sql stable
as $$
  select min(audit_id)
  from (select audit_id, previous_hash, hash,
               audit_hash(previous_hash, audit_id, at, actor, action, account_id, detail) as expected_hash,
               lag(hash, 1, decode(repeat('00', 32), 'hex')) over (order by audit_id) as hash_before
        from audit_log) chain
  where hash <> expected_hash or previous_hash <> hash_before;
$$;

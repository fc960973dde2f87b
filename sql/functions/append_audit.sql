-- Appends one row to audit_log and chains it to the row before. Writers wait for each other until their transactions end,
-- so that the chain has one order: call it last in a transaction.
-- Parameters: what was done ("migrate", "sync", ...); the account or null; details as JSON text without secrets.
-- The actor is the database user, by the server's word, and user and host of the operating system, by that of klytics
-- (klytics.operator; left out where it does not say).
-- Returns the new row's audit_id.
create or replace function append_audit(action text, account_id text, detail text)
returns bigint language plpgsql as $$
declare
  new_id bigint;
  previous bytea;
  happened_at timestamptz;
  actor constant text := session_user || coalesce(' (' || nullif(current_setting('klytics.operator', true), '') || ')', '');
begin
  perform pg_advisory_xact_lock(hashtextextended('klytics audit log', 0));
  new_id := nextval(pg_get_serial_sequence('audit_log', 'audit_id'));
  happened_at := clock_timestamp();
  select audit_log.hash into previous from audit_log order by audit_log.audit_id desc limit 1;
  previous := coalesce(previous, decode(repeat('00', 32), 'hex'));
  insert into audit_log (audit_id, at, actor, action, account_id, detail, previous_hash, hash)
  overriding system value
  values (new_id, happened_at, actor, append_audit.action, append_audit.account_id, append_audit.detail, previous,
          audit_hash(previous, new_id, happened_at, actor, append_audit.action, append_audit.account_id,
                     append_audit.detail));
  return new_id;
end
$$;

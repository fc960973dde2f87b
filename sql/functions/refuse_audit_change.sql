-- Makes audit_log append-only: refuses update, delete and truncate, whoever asks.
create or replace function refuse_audit_change()
returns trigger language plpgsql as $$
begin
  raise exception 'audit_log is append-only: % refused', lower(tg_op) using errcode = 'insufficient_privilege';
end
$$;

drop trigger if exists audit_log_append_only on audit_log;
create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function refuse_audit_change();

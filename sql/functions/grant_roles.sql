-- Gives the roles klytics_writer and klytics_reader, created when they are missing, what they may do with the tables and
-- views that there are. To be called again after a migration: later tables are granted then.
-- klytics_writer runs every verb but migrate and db restore: it reads and writes all tables, and appends to the audit log.
-- klytics_reader sees the BI views, which have no personal data, and nothing else.
create or replace function grant_roles() returns void
language plpgsql
as $$
declare
  own constant text := quote_ident(current_schema());
  bi constant text := quote_ident(bi_schema());
  role_name text;
begin
  foreach role_name in array array['klytics_writer', 'klytics_reader'] loop
    if to_regrole(role_name) is null then
      begin
        execute format('create role %I nologin', role_name);
      exception when duplicate_object or unique_violation then
        null;  -- another database's migration created it just now
      end;
    end if;
  end loop;
  execute format('grant usage on schema %s, %s to klytics_writer', own, bi);
  execute format('grant select, insert, update, delete on all tables in schema %s to klytics_writer', own);
  execute format('grant usage, select, update on all sequences in schema %s to klytics_writer', own);
  execute format('grant execute on all functions in schema %s to klytics_writer', own);
  revoke update, delete on audit_log from klytics_writer;
  revoke insert, update, delete on schema_migrations, schema_objects from klytics_writer;
  execute format('grant select on all tables in schema %s to klytics_writer, klytics_reader', bi);
  execute format('grant usage on schema %s to klytics_reader', bi);
end
$$;

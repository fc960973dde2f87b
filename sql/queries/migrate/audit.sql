-- Writes what the migrator did into the audit log: the migrations applied since its last row, also those of a run that was
-- interrupted before it got here. Parameters: $1 functions and views, a JSON array of names; $2 the engine that the tables
-- were moved to, null when they were not; $3 true when the roles were granted something, else null.
select append_audit('migrate', null, json_strip_nulls(json_build_object(
  'migrations', (select coalesce(json_agg(name order by version), '[]') from schema_migrations
                 where applied_at > coalesce((select max(at) from audit_log where action = 'migrate'), '-infinity')),
  'objects', $1::json,
  'engine', $2::text,
  'grants', $3::boolean))::text);

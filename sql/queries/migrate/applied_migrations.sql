-- What was applied: version, name, checksum, time. Parameters: none. One row per migration, by version.
select version, name, checksum, applied_at from schema_migrations order by version;

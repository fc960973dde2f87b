-- Records an applied migration. Runs in its transaction, whose beginning is now().
-- Parameters: $1 version, $2 name, $3 checksum.
insert into schema_migrations (version, name, checksum, duration)
values ($1::integer, $2, $3, clock_timestamp() - now());

-- Records a function or view as created now. Parameters: $1 name, $2 checksum.
insert into schema_objects (name, checksum) values ($1, $2)
on conflict (name) do update set checksum = excluded.checksum, applied_at = now();

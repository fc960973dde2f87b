-- Forgets a function or view that this version no longer has. Parameters: $1 name.
delete from schema_objects where name = $1;

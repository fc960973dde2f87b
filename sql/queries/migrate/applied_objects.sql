-- Functions and views as they were last created: name, checksum. Parameters: none. One row per object, by name.
select name, checksum from schema_objects order by name collate "C";

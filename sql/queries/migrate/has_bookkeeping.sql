-- Whether this database was ever migrated. Parameters: none. One row: one boolean.
select to_regclass('schema_migrations') is not null and to_regclass('schema_objects') is not null;

-- Whether this database was migrated by a version that knows engines. Parameters: none. One row: one boolean.
select to_regproc('storage_engine') is not null;

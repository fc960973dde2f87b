-- The tables in which the migrator remembers what it did. They come before the first migration, so they are no migration
-- themselves. Parameters: none.
create table if not exists schema_migrations (
  version    integer primary key,
  name       text not null,
  checksum   text not null,                           -- SHA-256 of the file's text, hexadecimal
  applied_at timestamptz not null default now(),
  applied_by text not null default session_user,
  duration   interval not null
);
comment on table schema_migrations is 'One row per applied migration';

create table if not exists schema_objects (
  name       text primary key,                        -- "functions/append_audit", "views/..."
  checksum   text not null,
  applied_at timestamptz not null default now()
);
comment on table schema_objects is 'One row per function or view as it was last created';

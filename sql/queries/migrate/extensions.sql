-- The extensions that can keep the large tables, as this database and role see them. Parameters: none.
-- Grain: one row per extension, timescaledb and citus: name; whether it is installed in the database; whether it could be,
-- now and by this role: its files are there, the server has loaded it at its start, and the role may create it.
select wanted.name,
       exists (select from pg_extension e where e.extname = wanted.name),
       exists (select from pg_settings s where s.name like wanted.name || '.%')
       and exists (
         select from pg_available_extension_versions v
         where v.name = wanted.name
           and ((select rolsuper from pg_roles where rolname = current_user)
                or v.trusted and has_database_privilege(current_database(), 'create')))
from (values (1, 'timescaledb'), (2, 'citus')) as wanted (position, name)
order by wanted.position;

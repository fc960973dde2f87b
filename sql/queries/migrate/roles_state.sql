-- How it stands with the roles klytics_writer and klytics_reader. Parameters: none. One row: 'granted'; 'due', when something
-- is to be granted; 'missing', when a role is missing and this user may not create roles.
select case
         when to_regrole('klytics_writer') is null or to_regrole('klytics_reader') is null then
           case when (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) then 'due'
                else 'missing' end
         when exists (
           select 1 from pg_class c
           where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
             and not has_table_privilege('klytics_writer', c.oid, 'select'))
           or exists (
           select 1 from pg_class c
           where c.relnamespace = to_regnamespace(quote_ident(bi_schema())) and c.relkind = 'v'
             and not has_table_privilege('klytics_reader', c.oid, 'select')) then 'due'
         else 'granted'
       end;

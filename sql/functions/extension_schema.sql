-- The schema that holds an installed extension's functions, quoted; they are called by it, because the connection's search
-- path need not have it. Null when the extension is not installed.
create or replace function extension_schema(extension_name text) returns text
language sql stable
as $$
  select quote_ident(n.nspname)
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace
  where e.extname = extension_name
$$;

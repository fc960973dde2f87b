-- The schema of the BI views: "bi", or SCHEMA_bi when klytics' own schema is not "public", so that two installations in
-- one database do not meet.
create or replace function bi_schema() returns text
language sql stable
as $$
  select case current_schema() when 'public' then 'bi' else current_schema() || '_bi' end
$$;

-- Empties a staging table (see create_staging) within a transaction that merges more than once.
create or replace function empty_staging(staging text) returns void
language plpgsql
as $$
begin
  execute format('truncate pg_temp.%I', staging);
end
$$;

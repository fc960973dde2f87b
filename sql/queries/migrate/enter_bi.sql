-- For the rest of the transaction, until leave_bi: creates objects in the schema of the BI views, and finds all others where
-- they were. The schema is "bi", or SCHEMA_bi when klytics' own is not "public". Parameters: none.
do $$
declare
  bi constant text := case current_schema() when 'public' then 'bi' else current_schema() || '_bi' end;
begin
  if to_regnamespace(quote_ident(bi)) is null then
    execute format('create schema %I', bi);
    execute format('comment on schema %I is %L', bi, 'Star schema over the facts of klytics, without personal data');
  end if;
  perform set_config('klytics.search_path', current_setting('search_path'), true);
  perform set_config('search_path', quote_ident(bi) || ', ' || current_setting('search_path'), true);
end
$$;

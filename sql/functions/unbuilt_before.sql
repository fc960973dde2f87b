-- What is not built of the facts of local days before "first_day", in any account, so that nothing they are built from may
-- go: 'no build' (an account whose facts were never built or have to be built anew), 'changed recipients' (of events
-- that are gone, whose other days may change) or 'changed days'. Null when all is built.
create or replace function unbuilt_before(first_day date) returns text
language sql stable
as $$
  select case
           when exists (select 1 from accounts a
                        where not exists (select 1 from fact_builds b
                                          where b.account_id = a.account_id and b.settings_hash <> '')
                          and exists (select 1 from events e where e.account_id = a.account_id)) then 'no build'
           when exists (select 1 from changed_events where is_gone or event_id = '') then 'changed recipients'
           when exists (select 1 from dirty_days d where d.day < first_day) then 'changed days'
         end
$$;

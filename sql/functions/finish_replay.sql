-- Ends a replay that begin_replay began, after the pages were merged: objects get back when they were first seen and last
-- changed, and their tombstones; those that had been lost get the time of their page. Quarantined records of replay $2
-- get back the run and the time of their page.
create or replace function finish_replay(account text, replay_run bigint) returns void
language plpgsql
set jit = off
as $$
declare
  table_name text;
  key_match text;
  assignments text;
begin
  foreach table_name in array replayed_tables() loop
    select string_agg(format('t.%1$I = k.%1$I', a.attname), ' and ') filter (where a.attnum = any(i.indkey::smallint[])),
           string_agg(format('%1$I = k.%1$I', a.attname), ', ') filter (where a.attnum <> all(i.indkey::smallint[]))
    into key_match, assignments
    from pg_attribute a
    join pg_attribute kept
      on kept.attrelid = ('pg_temp.' || quote_ident('replay_' || table_name))::regclass and kept.attname = a.attname
         and kept.attnum > 0
    join pg_index i on i.indrelid = a.attrelid and i.indisprimary
    where a.attrelid = quote_ident(table_name)::regclass and a.attnum > 0 and not a.attisdropped;
    execute format('update %I t set %s from %I k where t.account_id = $1 and t.synced_at = now() and %s', table_name,
                   assignments, 'replay_' || table_name, key_match)
    using account;
    execute format('update %I t set first_seen_at = p.fetched_at, synced_at = p.fetched_at from replay_pages p'
                   ' where t.account_id = $1 and t.synced_at = now() and p.raw_page_id = t.raw_page_id', table_name)
    using account;
  end loop;
  update quarantine q set run_id = p.run_id, at = p.fetched_at
  from replay_pages p
  where q.account_id = account and q.run_id = replay_run and p.raw_page_id = q.raw_page_id;
  -- Their pages still show the events that are gone.
  with gone as (
    delete from event_keys k using replay_deleted_events d
    where k.account_id = account and k.event_id = d.event_id
    returning k.event_id, k.occurred_at
  )
  delete from events e using gone g
  where e.account_id = account and e.occurred_at = g.occurred_at and e.event_id = g.event_id;
  insert into deleted_events select * from replay_deleted_events on conflict (account_id, event_id) do nothing;
end
$$;

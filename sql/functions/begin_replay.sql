-- Prepares a replay of an account's raw pages within the transaction: takes away the rows that a stored page can bring
-- back, and remembers of every object what no page tells: when it was first seen and last changed, and its tombstone.
-- Rows whose page is no longer kept stay, so that nothing is lost; pages that are kept still update them. The account
-- itself stays too: it gives the time zone. Events that the vendor no longer has stay gone. The facts are due to be rebuilt
-- completely. To be followed by the merges and finish_replay in the same transaction.
create or replace function begin_replay(account text) returns void
language plpgsql
set jit = off
as $$
declare
  table_name text;
  kept_columns text;
begin
  update fact_builds set settings_hash = '' where account_id = account;

  create temporary table replay_pages on commit drop as
  select raw_page_id, run_id, fetched_at from raw_pages p where p.account_id = account;
  create unique index on replay_pages (raw_page_id);
  analyze replay_pages;

  foreach table_name in array replayed_tables() loop
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
    into kept_columns
    from pg_attribute a
    join pg_index i on i.indrelid = a.attrelid and i.indisprimary
    where a.attrelid = quote_ident(table_name)::regclass and a.attnum > 0 and not a.attisdropped
      and (a.attnum = any(i.indkey::smallint[])
           or a.attname in ('first_seen_at', 'synced_at', 'deleted_at', 'left_at', 'missing_since'));
    execute format('create temporary table %I on commit drop as select %s from %I where account_id = $1',
                   'replay_' || table_name, kept_columns, table_name)
    using account;
    execute format('analyze %I', 'replay_' || table_name);
    if table_name <> 'accounts' then
      execute format('delete from %I t using replay_pages p where t.account_id = $1 and t.raw_page_id = p.raw_page_id',
                     table_name)
      using account;
    end if;
  end loop;

  create temporary table replay_deleted_events on commit drop as
  select * from deleted_events d where d.account_id = account;

  with gone as (
    delete from events e using replay_pages p
    where e.account_id = account and e.raw_page_id = p.raw_page_id
    returning e.event_id
  )
  delete from event_keys k using gone where k.account_id = account and k.event_id = gone.event_id;
  delete from quarantine q using replay_pages p where q.account_id = account and q.raw_page_id = p.raw_page_id;
end
$$;

-- Removes the facts of local days before "first_day" in every table of facts; they are not built again. As after
-- prune_events, the facts of a month after them stay as they are, and the orders of both are kept in ledger_orders: a later
-- receipt or order of a person whose earlier ones went is counted right after that month. Returns how many rows went, and how
-- many orders were kept.
create or replace function prune_facts(first_day date, out facts bigint, out orders bigint)
language plpgsql strict
as $$
declare
  table_name text;
  removed bigint;
begin
  facts := 0;
  select coalesce(sum(keep_orders(a.account_id, first_day + 32)), 0) into orders from accounts a;
  for table_name in select fact_tables() loop
    execute format('delete from %I where day < $1', table_name) using first_day;
    get diagnostics removed = row_count;
    facts := facts + removed;
  end loop;
  insert into retention as known (account_id, facts_from, frozen_before)
  select a.account_id, first_day, first_day + 32 from accounts a
  on conflict (account_id) do update
    set facts_from = greatest(known.facts_from, excluded.facts_from),
        frozen_before = greatest(known.frozen_before, excluded.frozen_before);
end
$$;

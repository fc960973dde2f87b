-- Takes the name from a person: "pseudonym" stands for the profile in all facts and ledgers; of the profile and of its
-- memberships stays a row under the pseudonym with the times that subscribers per day and segment sizes are counted from, and
-- nothing that says who it was. Raw records, and the text of events, are the caller's business.
-- Returns the rows of profiles, memberships, and of facts and ledgers.
create or replace function forget_person(account text, person text, pseudonym text, out profiles bigint,
                                         out memberships bigint, out facts bigint)
language plpgsql
as $$
declare
  table_name text;
  changed bigint;
begin
  update profiles p
  set profile_id = pseudonym, email = null, phone_number = null, external_id = null, first_name = null, last_name = null,
      country = null, region = null, city = null, raw = '{}', raw_page_id = null,
      deleted_at = coalesce(deleted_at, now()), synced_at = now()
  where p.account_id = account and p.profile_id = person;
  get diagnostics profiles = row_count;
  memberships := 0;
  foreach table_name in array array['list_members', 'segment_members'] loop
    execute format('update %I set profile_id = $3, raw = ''{}'', raw_page_id = null, left_at = coalesce(left_at, now()),'
                   ' synced_at = now() where account_id = $1 and profile_id = $2', table_name)
    using account, person, pseudonym;
    get diagnostics changed = row_count;
    memberships := memberships + changed;
  end loop;
  facts := 0;
  foreach table_name in array array['fact_orders', 'fact_order_products', 'ledger_orders', 'ledger_firsts',
                                    'ledger_receipts', 'changed_events'] loop
    execute format('update %I set profile_id = $3 where account_id = $1 and profile_id = $2', table_name)
    using account, person, pseudonym;
    get diagnostics changed = row_count;
    facts := facts + changed;
  end loop;
  delete from sweep_seen s where s.account_id = account and s.object_id = person;
end
$$;

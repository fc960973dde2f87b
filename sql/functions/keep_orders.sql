-- Keeps in ledger_orders what analytics and later facts need of the orders of local days before "first_day" of an account.
-- Returns how many were new there.
create or replace function keep_orders(account text, first_day date) returns bigint
language plpgsql
as $$
declare
  kept bigint;
begin
  insert into ledger_orders (account_id, profile_id, order_id, occurred_at, day, amount, currency, foreign_amount, rate,
                             channel, source, message_id, order_number)
  select account_id, profile_id, order_id, occurred_at, day, amount, currency, foreign_amount, rate, channel, source,
         coalesce(campaign_id, campaign_message_id, flow_message_id, ''), order_number
  from fact_orders
  where account_id = account and day < first_day
  on conflict (account_id, profile_id, order_id) do nothing;
  get diagnostics kept = row_count;
  return kept;
end
$$;

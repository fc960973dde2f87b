-- The orders of an account from its facts, and what is kept of those whose facts were pruned, in no order.
-- klytics.p1 account id
-- Grain: one row per order and person. "profile_id" is null for an order in a currency without a rate, '' when it names
-- nobody.
copy (
  select case when foreign_amount is null or rate is not null then profile_id end as profile_id, day, amount
  from fact_orders
  where account_id = (select current_setting('klytics.p1'))
  union all
  select case when l.foreign_amount is null or l.rate is not null then l.profile_id end, l.day, l.amount
  from ledger_orders l
  join retention r on r.account_id = l.account_id and l.day < r.facts_from
  where l.account_id = (select current_setting('klytics.p1'))
) to stdout (format binary)

-- The channel or source of each person's first order with an amount in the account's currency.
-- klytics.p1 account id; klytics.p2 channel or source
-- Grain: one row per person with such an order.
copy (
  select distinct on (profile_id) profile_id,
         case (select current_setting('klytics.p2')) when 'channel' then channel else source end as name
  from (
    select account_id, profile_id, occurred_at, order_id, channel, source, amount from fact_orders
    union all
    select l.account_id, l.profile_id, l.occurred_at, l.order_id, l.channel, l.source, l.amount
    from ledger_orders l
    join retention r on r.account_id = l.account_id and l.day < r.facts_from
  ) as orders
  where account_id = (select current_setting('klytics.p1'))
    and profile_id <> '' and amount <> 0
  order by profile_id, occurred_at, order_id
) to stdout (format binary)

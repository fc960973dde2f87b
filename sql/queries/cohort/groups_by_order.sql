-- The channel or source of each person's first order with an amount in the account's currency.
-- klytics.p1 account id; klytics.p2 channel or source
-- Grain: one row per person with such an order.
copy (
  select distinct on (profile_id) profile_id,
         case (select current_setting('klytics.p2')) when 'channel' then channel else source end as name
  from fact_orders
  where account_id = (select current_setting('klytics.p1'))
    and profile_id <> '' and amount <> 0
  order by profile_id, occurred_at, order_id
) to stdout (format binary)

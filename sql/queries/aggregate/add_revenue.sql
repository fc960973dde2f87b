-- Adds up the revenue of the days on which an order changed, or of all days. Orders in a currency
-- without a rate are left out.
-- $1 account id, $2 whether of all days.
insert into fact_revenue (account_id, day, channel, source, revenue, orders, customers)
select account_id, day, channel, source, sum(amount), count(*), count(distinct nullif(profile_id, ''))
from fact_orders
where account_id = $1 and day >= (select first_day from aggregate_bounds)
  and (foreign_amount is null or rate is not null)
  and ($2 or day in (select day from aggregate_changed_orders))
group by account_id, day, channel, source;

-- Retention by month as one statement: active months of each person, joined with the first of them.
with active as materialized (
  select profile_id, date_trunc('month', day::timestamp) as month
  from fact_orders
  where account_id = 'BENCH1' and currency = 'GBP' and profile_id <> '' and amount > 0
  group by 1, 2
), first as (
  select profile_id, min(month) as month from active group by 1
)
select f.month::date, (extract(year from age(a.month, f.month)) * 12 + extract(month from age(a.month, f.month)))::int, count(*)
from active a join first f using (profile_id)
group by 1, 2
order by 1, 2;

-- Retention by month as one statement, as it is usually written: active months of each person, beside the first of them.
select to_char(first, 'YYYY-MM'), (extract(year from age(month, first)) * 12 + extract(month from age(month, first)))::int, count(*)
from (
  select month, min(month) over (partition by profile_id) as first
  from (
    select profile_id, date_trunc('month', day::timestamp) as month
    from fact_orders
    where account_id = 'BENCH1' and currency = 'GBP' and profile_id <> '' and amount > 0
    group by 1, 2
  ) as active
) as months
group by 1, 2
order by 1, 2;

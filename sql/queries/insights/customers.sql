-- Distinct people who ordered in each of some ranges of days, by whether their first order lies in it and by the source of
-- that first order.
-- $1 account id, $2 first days, $3 last days (local dates, both included; equally long arrays)
-- Grain: one row per range (numbered from 1), new or not, and source of the first order.
select number, is_new, acquisition, count(*)
from (
  select r.number, o.profile_id, bool_or(o.order_number = 1) as is_new, min(coalesce(o.acquisition_source, 'other')) as acquisition
  from unnest($2::date[], $3::date[]) with ordinality as r (first_day, last_day, number)
  join fact_orders o on o.account_id = $1 and o.day between r.first_day and r.last_day
  where o.profile_id <> '' and (o.foreign_amount is null or o.rate is not null)
  group by r.number, o.profile_id
) as people
group by number, is_new, acquisition
order by number, is_new, acquisition

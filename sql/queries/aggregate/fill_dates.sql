-- Fills dim_date for the span of the account's events and two years ahead.
-- $1 account id, $2 time zone. Days far from now come from wrong clocks and do not widen the calendar: it begins in
-- 2000 at the earliest and ends two years after the later of today and the last event, 2100 at the latest.
with known as (
  select (now() at time zone $2)::date as today,
         ((select min(occurred_at) from events where account_id = $1) at time zone $2)::date as first,
         ((select max(occurred_at) from events where account_id = $1) at time zone $2)::date as last
), span as (
  select greatest(date '2000-01-01', least(first, today)) as first,
         least(date '2100-12-31', greatest(last, today) + 731) as last
  from known
)
insert into dim_date
select day, extract(year from day), extract(quarter from day), extract(month from day), extract(day from day),
       extract(isoyear from day), extract(week from day), extract(isodow from day), extract(isodow from day) > 5,
       date_trunc('month', day)::date, date_trunc('week', day)::date, date_trunc('quarter', day)::date
from span, generate_series(span.first::timestamp, span.last::timestamp, interval '1 day') as at_midnight,
     lateral (select at_midnight::date as day) as the_day
on conflict (day) do nothing;

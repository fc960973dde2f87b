-- Counts views and submissions of forms, on the days that are computed again or on all. Somebody who submitted the form
-- that day converted when an order followed within 120 hours.
-- $1 account id, $2 time zone, $3 whether on all days.
insert into fact_forms (account_id, day, form_id, views, submissions, conversions)
with form_metrics as (
  select metric_id, role from aggregate_metrics where role in ('form_view', 'form_submit')
), acted as (
  select (e.occurred_at at time zone $2)::date as day, e.occurred_at, coalesce(e.form_id, '') as form_id,
         e.profile_id, m.role
  from events e
  join form_metrics m on m.metric_id = e.metric_id
  where $3 and e.account_id = $1
  union all
  select d.day, e.occurred_at, coalesce(e.form_id, ''), e.profile_id, m.role
  from aggregate_form_days d
  cross join form_metrics m
  join events e
    on e.account_id = $1 and e.metric_id = m.metric_id
    and e.occurred_at >= d.day::timestamp at time zone $2 - interval '3 hours'
    and e.occurred_at < (d.day + 1)::timestamp at time zone $2 + interval '3 hours'
  where not $3 and (e.occurred_at at time zone $2)::date = d.day
)
select $1, a.day, a.form_id, count(*) filter (where a.role = 'form_view'),
       count(*) filter (where a.role = 'form_submit'),
       count(distinct a.profile_id) filter (
         where a.role = 'form_submit'
           and exists (select from fact_orders o
                       where o.account_id = $1 and o.profile_id = a.profile_id
                         and o.occurred_at > a.occurred_at and o.occurred_at <= a.occurred_at + interval '120 hours'))
from acted a
group by a.day, a.form_id;

-- Counts views and submissions of forms, on the days that are computed again or on all. Somebody who submitted the form
-- that day converted when an order followed within 120 hours.
-- $1 account id, $2 time zone, $3 whether on all days.
insert into fact_forms (account_id, day, form_id, views, submissions, conversions)
with form_metrics as (
  select metric_id, role from aggregate_metrics where role in ('form_view', 'form_submit')
), acted as (
  select d.day, e.occurred_at, coalesce(e.form_id, '') as form_id, e.profile_id, m.role
  from aggregate_form_days d
  cross join form_metrics m
  cross join lateral (
    select e.occurred_at, e.form_id, e.profile_id
    from events e
    where e.account_id = $1 and e.metric_id = m.metric_id
      and e.occurred_at >= d.day::timestamp at time zone $2 - interval '3 hours'
      and e.occurred_at < (d.day + 1)::timestamp at time zone $2 + interval '3 hours'
    offset 0                                             -- look up, do not read everything
  ) as e
  where not $3 and (e.occurred_at at time zone $2)::date = d.day
), submitted as (
  select day, form_id, profile_id, occurred_at from acted where role = 'form_submit'
  union all
  select e.day, coalesce(e.form_id, ''), e.profile_id, e.occurred_at
  from form_metrics m
  join aggregate_events e on e.metric_id = m.metric_id
  where $3 and m.role = 'form_submit'
), counts as (
  select day, form_id, count(*) filter (where role = 'form_view') as views,
         count(*) filter (where role = 'form_submit') as submissions, 0::bigint as conversions
  from acted
  group by day, form_id
  union all
  select c.day, coalesce(c.form_id, ''), case when m.role = 'form_view' then c.events else 0 end,
         case when m.role = 'form_submit' then c.events else 0 end, 0
  from aggregate_counts c
  join form_metrics m on m.metric_id = c.metric_id
  where $3
  union all
  select s.day, s.form_id, 0, 0, count(distinct s.profile_id)
  from submitted s
  where exists (select 1 from fact_orders o
                where o.account_id = $1 and o.profile_id = s.profile_id
                  and o.occurred_at > s.occurred_at and o.occurred_at <= s.occurred_at + interval '120 hours')
  group by s.day, s.form_id
)
select $1, day, form_id, sum(views), sum(submissions), sum(conversions)
from counts
where day >= (select first_day from aggregate_bounds)
group by day, form_id;

-- Adds to the days whose forms are computed again those on which the report says something else than the facts.
-- $1 account id.
with stored as (
  select day, form_id, views, submissions
  from fact_forms
  where account_id = $1 and from_report and day >= (select first_day from aggregate_bounds)
), reported as (
  select day, form_id, views, submissions from aggregate_report_forms
)
insert into aggregate_form_days (day)
select day from ((table reported except table stored) union all (table stored except table reported)) changed
on conflict (day) do nothing;

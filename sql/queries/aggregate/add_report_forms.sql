-- Puts what the report says in the place of what events tell, on the days that are computed again or on all. Who converted
-- is known from events only.
-- $1 account id, $2 whether on all days.
insert into fact_forms as f (account_id, day, form_id, views, submissions, conversions, from_report)
select $1, r.day, r.form_id, r.views, r.submissions, 0, true
from aggregate_report_forms r
where $2 or r.day in (select day from aggregate_form_days)
on conflict (account_id, day, form_id) do update
set views = excluded.views, submissions = excluded.submissions, from_report = true;

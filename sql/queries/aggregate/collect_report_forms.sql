-- Takes views and submissions of forms from the vendor's report by day, for the local days before the first event that says
-- that a form was viewed: all days where no metric says so.
-- $1 account id, $2 time zone.
insert into aggregate_report_forms (day, form_id, views, submissions)
select r.period_from, r.object_id, coalesce(sum(r.value) filter (where r.statistic = 'viewed_form'), 0),
       coalesce(sum(r.value) filter (where r.statistic = 'submits'), 0)
from report_values r
where r.account_id = $1 and r.report = 'form_series_report' and r.deleted_at is null
  and r.statistic in ('viewed_form', 'submits') and r.value > 0
  and r.period_from >= (select first_day from aggregate_bounds)
  and r.period_from < coalesce(
    (select (min(e.occurred_at) at time zone $2)::date
     from events e
     join aggregate_metrics m on m.metric_id = e.metric_id and m.role = 'form_view'
     where e.account_id = $1), 'infinity')
group by r.period_from, r.object_id;

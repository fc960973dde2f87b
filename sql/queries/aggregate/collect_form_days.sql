-- Notes the days whose forms are computed again: marked ones, and those on which somebody submitted a form within the
-- 120 hours before an order that changed.
-- $1 account id, $2 time zone.
insert into aggregate_form_days (day)
select d.day
from aggregate_dirty_days d
join aggregate_metrics m on m.metric_id = d.metric_id and m.role in ('form_view', 'form_submit')
union
select (e.occurred_at at time zone $2)::date
from (select distinct profile_id, occurred_at from aggregate_changed_orders where profile_id <> '') as o
cross join lateral (
  select s.occurred_at
  from events s
  join aggregate_metrics m on m.metric_id = s.metric_id and m.role = 'form_submit'
  where s.account_id = $1 and s.profile_id = o.profile_id
    and s.occurred_at < o.occurred_at and s.occurred_at >= o.occurred_at - interval '120 hours'
) as e;

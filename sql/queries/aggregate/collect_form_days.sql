-- Notes the days whose forms are computed again: marked ones, and those on which somebody submitted a form within the
-- 120 hours before an order that changed.
insert into aggregate_form_days (day)
select d.day
from aggregate_dirty_days d
join aggregate_metrics m on m.metric_id = d.metric_id and m.role in ('form_view', 'form_submit')
union
select s.day
from aggregate_changed_orders o
join aggregate_history s
  on s.profile_id = o.profile_id and s.occurred_at < o.occurred_at
  and s.occurred_at >= o.occurred_at - interval '120 hours'
join aggregate_metrics m on m.metric_id = s.metric_id and m.role = 'form_submit';

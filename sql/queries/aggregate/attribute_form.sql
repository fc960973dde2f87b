-- Orders that no message led to, by the models of the configuration: the form that the person submitted last within the
-- 120 hours before.
-- $1 models (array).
insert into aggregate_touches (order_id, profile_id, attribution, form_id)
with submissions as (
  select e.profile_id, e.occurred_at, e.event_id, coalesce(e.form_id, '') as form_id, attribution_span(e.occurred_at) as span
  from aggregate_history e
  join aggregate_metrics m on m.metric_id = e.metric_id and m.role = 'form_submit'
)
select distinct on (c.order_id, c.profile_id) c.order_id, c.profile_id, 'form', s.form_id
from aggregate_purchases c
cross join lateral (values (attribution_span(c.occurred_at)), (attribution_span(c.occurred_at) - 1)) as spans (span)
join submissions s
  on s.profile_id = c.profile_id and s.span = spans.span and s.occurred_at < c.occurred_at
  and s.occurred_at >= c.occurred_at - interval '120 hours'
where not exists (select 1 from aggregate_touches t
                  where t.order_id = c.order_id and t.profile_id = c.profile_id and t.attribution = any($1::text[]))
order by c.order_id, c.profile_id, s.occurred_at desc, s.event_id collate "C" desc;

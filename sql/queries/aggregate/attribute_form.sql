-- Orders that no message led to, by the models of the configuration: the form that the person submitted last within the
-- 120 hours before.
-- $1 account id, $2 models (array).
insert into aggregate_touches (order_id, profile_id, attribution, form_id)
select c.order_id, c.profile_id, 'form', touch.form_id
from aggregate_purchases c
cross join lateral (
  select coalesce(e.form_id, '') as form_id
  from events e
  join aggregate_metrics m on m.metric_id = e.metric_id and m.role = 'form_submit'
  where e.account_id = $1
    and e.profile_id = c.profile_id
    and e.occurred_at < c.occurred_at
    and e.occurred_at >= c.occurred_at - interval '120 hours'
  order by e.occurred_at desc, e.event_id collate "C" desc
  limit 1
) as touch
where c.profile_id <> ''
  and (c.order_id, c.profile_id) not in (
    select order_id, profile_id from aggregate_touches where attribution = any($2::text[]));

-- The events of a metric, as what people do in place of ordering; in no order.
-- klytics.p1 account id; klytics.p2 time zone; klytics.p3 name of the metric
-- Grain: one row per event that names a person. "amount" is 0.
copy (
  select e.profile_id, (e.occurred_at at time zone (select current_setting('klytics.p2')))::date as day,
         0::numeric as amount
  from metrics m
  join events e on e.account_id = m.account_id and e.metric_id = m.metric_id
  where m.account_id = (select current_setting('klytics.p1')) and m.name = (select current_setting('klytics.p3'))
    and e.profile_id is not null
) to stdout (format binary)

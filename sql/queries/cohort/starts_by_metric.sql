-- When each person had its first event of a metric.
-- Events that were pruned are known from ledger_firsts.
-- klytics.p1 account id; klytics.p2 time zone; klytics.p3 name of the metric
-- Grain: one row per person. "id" and "name" of the cohort are '': it is the period of "day", a local day.
copy (
  select t.profile_id, (t.first_at at time zone (select current_setting('klytics.p2')))::date as day, '' as id, '' as name
  from (
    select e.profile_id, min(e.occurred_at) as first_at
    from metrics m
    join (
      select account_id, metric_id, profile_id, occurred_at from events
      union all
      select account_id, metric_id, profile_id, occurred_at from ledger_firsts where kind = 'metric'
    ) as e on e.account_id = m.account_id and e.metric_id = m.metric_id
    where m.account_id = (select current_setting('klytics.p1')) and m.name = (select current_setting('klytics.p3'))
      and e.profile_id is not null
    group by e.profile_id
  ) as t
) to stdout (format binary)

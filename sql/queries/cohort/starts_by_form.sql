-- Which sign-up form each person submitted first.
-- Events that were pruned are known from ledger_firsts.
-- klytics.p1 account id; klytics.p2 time zone; klytics.p3 names of the metrics that say that a form was submitted (one a
-- line, any case)
-- Grain: one row per person; "day" is the local day, "id" and "name" are the form's.
copy (
  select t.profile_id, (t.occurred_at at time zone (select current_setting('klytics.p2')))::date as day, t.form_id as id,
         coalesce(f.name, t.form_id) as name
  from (
    select distinct on (e.profile_id) e.profile_id, e.occurred_at, e.form_id
    from metrics m
    join (
      select account_id, metric_id, profile_id, occurred_at, event_id, form_id from events
      union all
      select account_id, metric_id, profile_id, occurred_at, event_id, source_id from ledger_firsts where kind = 'form'
    ) as e on e.account_id = m.account_id and e.metric_id = m.metric_id
    where m.account_id = (select current_setting('klytics.p1'))
      and lower(m.name) in (
        select lower(name) from unnest(string_to_array((select current_setting('klytics.p3')), E'\n')) as name)
      and e.profile_id is not null and e.form_id is not null
    order by e.profile_id, e.occurred_at, e.event_id
  ) as t
  left join forms f on f.account_id = (select current_setting('klytics.p1')) and f.form_id = t.form_id
) to stdout (format binary)

-- All forms that are not deleted, with their views, submissions and conversions in each range.
-- $1 account id, $2 first days, $3 last days (local dates, both included; equally long arrays)
-- Grain: one row per range (numbered from 1) and form, by id.
with ranges as (
  select * from unnest($2::date[], $3::date[]) with ordinality as r (first_day, last_day, number)
), seen as (
  select r.number, f.form_id, sum(f.views)::bigint as views, sum(f.submissions)::bigint as submissions,
         sum(f.conversions)::bigint as conversions
  from ranges r
  join fact_forms f on f.account_id = $1 and f.day between r.first_day and r.last_day
  group by r.number, f.form_id
)
select r.number, i.id, f.form_id as klaviyo_id, f.name, coalesce(s.views, 0) as views,
       coalesce(s.submissions, 0) as submissions, coalesce(s.conversions, 0) as conversions
from ranges r
join forms f on f.account_id = $1 and f.deleted_at is null
join dashboard_ids i on i.account_id = $1 and i.kind = 'form' and i.klaviyo_id = f.form_id
left join seen s on s.number = r.number and s.form_id = f.form_id
order by r.number, i.id

-- Views and submissions of forms, for spreadsheets.
-- $1 account id
-- Grain: one row per local day and form. A cursor named "rows": see fetch.
declare rows no scroll cursor for
select f.day, f.form_id, o.name, f.views, f.submissions, f.conversions
from fact_forms f
left join forms o on o.account_id = f.account_id and o.form_id = f.form_id
where f.account_id = $1
order by f.day, f.form_id

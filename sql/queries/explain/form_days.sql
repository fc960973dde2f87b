-- What happened on forms.
-- $1 account id, $2 first day, $3 last day (local dates, both included), $4 Klaviyo id of one object or '' for all, $5 most rows
-- Grain: one row per local day and form; "rows_in_all" counts those that the limit leaves out too.
select count(*) over () as rows_in_all, f.day, f.form_id, o.name, f.views, f.submissions, f.conversions
from fact_forms f
left join forms o on o.account_id = f.account_id and o.form_id = f.form_id
where f.account_id = $1 and f.day between $2::date and $3::date and ($4::text = '' or f.form_id = $4::text)
order by f.day desc, f.form_id
limit $5::integer

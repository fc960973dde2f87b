-- Every order of the facts, for spreadsheets.
-- $1 account id
-- Grain: one row per order and person, oldest first. A cursor named "rows": see fetch.
declare rows no scroll cursor for
select f.order_id, f.profile_id, f.occurred_at, f.day, f.amount, f.currency, f.foreign_amount, f.channel, f.source, f.campaign_id,
       f.flow_id, f.form_id, f.attribution, f.order_number, f.previous_day, f.days_since_previous, f.acquisition_channel,
       f.acquisition_source, f.rate, f.native_channel, f.native_source, f.native_source_id, f.session_channel, f.session_source,
       f.session_source_id
from fact_orders f
where f.account_id = $1
order by f.occurred_at, f.order_id, f.profile_id

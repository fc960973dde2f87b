-- What the facts of an account have at all, to say why a number is zero.
-- $1 account id
-- Grain: one row. "foreign_orders" counts orders in a currency without a rate; "events_from" and "events_to" are
-- the local days of the first and the last event in the facts, null without any.
select exists (select 1 from fact_builds where account_id = $1) as has_facts,
       exists (select 1 from fact_builds where account_id = $1 and conversion_metric_id is not null)
         as has_conversion_metric,
       exists (select 1 from fact_orders where account_id = $1) as has_orders,
       exists (select 1 from fact_engagement where account_id = $1 and received > 0) as has_messages,
       exists (select 1 from fact_subscribers where account_id = $1 and subscribers > 0) as has_subscribers,
       exists (select 1 from fact_forms where account_id = $1 and views > 0) as has_form_views,
       exists (select 1 from fact_forms where account_id = $1 and submissions > 0) as has_form_submissions,
       exists (select 1 from segment_members where account_id = $1) as has_segment_members,
       (select count(*) from fact_orders where account_id = $1 and foreign_amount is not null and rate is null)
         as foreign_orders,
       (select events_from from fact_builds where account_id = $1 and events_to is not null) as events_from,
       (select events_to from fact_builds where account_id = $1 and events_from is not null) as events_to,
       exists (select 1 from fact_forms where account_id = $1 and from_report) as has_report_forms

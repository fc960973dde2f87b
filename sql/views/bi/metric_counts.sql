-- Fact: how often everything happened.
-- Grain: one row per local day and metric with an event.
create or replace view metric_counts as
select account_id, day, metric_id, events, value, excluded
from fact_metrics;

comment on view metric_counts is 'Fact: one row per local day and metric with an event';
comment on column metric_counts.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column metric_counts.day is 'Local day in the account''s time zone: joins to day';
comment on column metric_counts.metric_id is 'Joins to metric';
comment on column metric_counts.events is 'Events of the day';
comment on column metric_counts.value is 'Sum of $value, in the account''s currency';
comment on column metric_counts.excluded is 'Events whose value is in a currency without a rate: not in "value"';

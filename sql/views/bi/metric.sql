-- Dimension: Klaviyo's metrics, the kinds of events.
-- Grain: one row per metric.
create or replace view metric as
select account_id, metric_id, name, integration_name, deleted_at is not null as is_deleted
from metrics;

comment on view metric is 'Dimension: one row per metric';
comment on column metric.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column metric.metric_id is 'Id in Klaviyo';
comment on column metric.name is 'As shown in Klaviyo';
comment on column metric.integration_name is 'What sends the events';
comment on column metric.is_deleted is 'Whether Klaviyo no longer lists the metric';

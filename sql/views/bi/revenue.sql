-- Fact: revenue by day, channel and source.
-- Grain: one row per local day, channel and source with orders.
create or replace view revenue as
select account_id, day, channel, source, revenue, orders, customers
from fact_revenue;

comment on view revenue is 'Fact: one row per local day, channel and source with orders in the account''s currency';
comment on column revenue.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column revenue.day is 'Local day in the account''s time zone: joins to day';
comment on column revenue.channel is 'email, sms, push or none: joins to channel';
comment on column revenue.source is 'campaign, flow, form or other: joins to source';
comment on column revenue.revenue is 'In the account''s currency';
comment on column revenue.orders is 'Orders';
comment on column revenue.customers is 'Distinct persons of that day, channel and source: not additive';

-- Fact: single orders, with what led to them.
-- Grain: one row per order and person.
create or replace view orders as
select account_id, order_id, profile_id as customer_id, occurred_at, day, amount, currency, foreign_amount, rate, channel,
       source, coalesce(campaign_id, flow_id, form_id, '') as source_id,
       coalesce(campaign_id, campaign_message_id, flow_message_id) as message_id, attribution, order_number,
       order_number = 1 as is_first_order, days_since_previous, acquisition_channel, acquisition_source
from fact_orders;

comment on view orders is 'Fact: one row per order and person';
comment on column orders.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column orders.order_id is 'The sender''s id of the order, else the event''s';
comment on column orders.customer_id is 'Joins to customer; '''' when the event names nobody';
comment on column orders.occurred_at is 'When it was placed';
comment on column orders.day is 'Local day on which it was placed: joins to day';
comment on column orders.amount is 'In the account''s currency; 0 for an order in a currency without a rate';
comment on column orders.currency is 'Of the order';
comment on column orders.foreign_amount is 'In "currency", when that is not the account''s; else null';
comment on column orders.rate is 'What one unit of "currency" is worth, by the configuration; null for the account''s own';
comment on column orders.channel is 'email, sms, push or none: joins to channel';
comment on column orders.source is 'campaign, flow, form or other: joins to source';
comment on column orders.source_id is 'Campaign, flow or form, by source; '''' when not attributed';
comment on column orders.message_id is 'Joins to message; null when no message led to it';
comment on column orders.attribution is 'Model that found the source: native, session or form; null when not attributed';
comment on column orders.order_number is '1 for the person''s first order; 0 when the event names nobody';
comment on column orders.is_first_order is 'Whether it is the person''s first';
comment on column orders.days_since_previous is 'Local days since the person''s previous order; null for the first';
comment on column orders.acquisition_channel is 'Channel of the person''s first order';
comment on column orders.acquisition_source is 'Source of the person''s first order';

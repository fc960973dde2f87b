-- Fact: orders that messages led to, on the day the message was received.
-- Grain: one row per local day of receipt and message that led to an order.
create or replace view conversions as
select account_id, day, channel, source, source_id, message_id, conversions, converters
from fact_conversions;

comment on view conversions is 'Fact: one row per local day of receipt and message that led to an order';
comment on column conversions.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column conversions.day is 'Local day on which the message was received: joins to day';
comment on column conversions.channel is 'email, sms, push or none: joins to channel';
comment on column conversions.source is 'campaign, flow, form or other: joins to source';
comment on column conversions.source_id is 'Campaign or flow: joins to campaign or flow, by source; '''' when unknown';
comment on column conversions.message_id is 'Joins to message';
comment on column conversions.conversions is 'Attributed orders';
comment on column conversions.converters is 'Persons who ordered, once per person and message';

-- What happened with a message to those who received it on a day, with those of them who ordered because of it.
-- Grain: one row per account, local day of receipt, channel, source, campaign or flow, and message.
create or replace view message_days as
select account_id, day, channel, source, source_id, message_id, sum(received) as received, sum(bounced) as bounced,
       sum(unique_opens) as unique_opens, sum(unique_human_opens) as unique_human_opens,
       sum(unique_clicks) as unique_clicks, sum(converters) as converters
from (
  select account_id, day, channel, source, source_id, message_id, received, bounced, unique_opens, unique_human_opens,
         unique_clicks, 0 as converters
  from fact_engagement
  union all
  select account_id, day, channel, source, source_id, message_id, 0, 0, 0, 0, 0, converters
  from fact_conversions
) as counts
group by account_id, day, channel, source, source_id, message_id;
comment on view message_days is 'One row per local day of receipt, channel, campaign or flow, and message';
comment on column message_days.account_id is 'The account';
comment on column message_days.day is 'Local day on which the message was received; of bounces on which it bounced';
comment on column message_days.channel is 'email, sms, push or none';
comment on column message_days.source is 'campaign, flow or other';
comment on column message_days.source_id is 'Campaign or flow; empty when not known';
comment on column message_days.message_id is 'Campaign, or message of a flow';
comment on column message_days.received is 'Receipts';
comment on column message_days.bounced is 'Bounces';
comment on column message_days.unique_opens is 'People who opened it, once per person and message';
comment on column message_days.unique_human_opens is 'Of those, people and not machines';
comment on column message_days.unique_clicks is 'People who clicked in it, once per person and message';
comment on column message_days.converters is 'People who ordered because of it, once per person and message';

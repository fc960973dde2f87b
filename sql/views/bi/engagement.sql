-- Fact: what was done with messages, on the day they were received.
-- Grain: one row per local day of receipt, channel, campaign or flow, and message.
create or replace view engagement as
select account_id, day, channel, source, source_id, message_id, received, bounced, opens, unique_opens, machine_opens,
       unique_human_opens, clicks, unique_clicks, unsubscribes, spam_complaints
from fact_engagement;

comment on view engagement is 'Fact: one row per local day of receipt, channel, campaign or flow, and message';
comment on column engagement.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column engagement.day is 'Local day on which the message was received (of a bounce the day itself): joins to day';
comment on column engagement.channel is 'email, sms, push or none: joins to channel';
comment on column engagement.source is 'campaign, flow, form or other: joins to source';
comment on column engagement.source_id is 'Campaign or flow: joins to campaign or flow, by source; '''' when unknown';
comment on column engagement.message_id is 'Joins to message';
comment on column engagement.received is 'Deliveries';
comment on column engagement.bounced is 'Bounces, on the day of the bounce';
comment on column engagement.opens is 'Opens, those by machines too';
comment on column engagement.unique_opens is 'Once per person and message';
comment on column engagement.machine_opens is 'Opens by machines';
comment on column engagement.unique_human_opens is 'Persons who opened themselves, once per message';
comment on column engagement.clicks is 'Clicks';
comment on column engagement.unique_clicks is 'Once per person and message';
comment on column engagement.unsubscribes is 'Unsubscriptions that name the message';
comment on column engagement.spam_complaints is 'Marked as spam';

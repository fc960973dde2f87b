-- Dimension: messages, under each id that the facts know them by.
-- Grain: one row per campaign, campaign message and flow message.
create or replace view message as
select d.account_id, d.message_id, coalesce(f.name, m.label, c.name, d.message_id) as name, m.subject, d.channel, d.source,
       d.source_id
from dim_message d
left join flow_messages f on f.account_id = d.account_id and f.flow_message_id = d.message_id
left join campaign_messages m on m.account_id = d.account_id and m.campaign_message_id = d.message_id
left join campaigns c on c.account_id = d.account_id and c.campaign_id = d.message_id;

comment on view message is 'Dimension: one row per campaign, campaign message and flow message';
comment on column message.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column message.message_id is 'Id of a campaign, of a campaign''s message or of a flow message';
comment on column message.name is 'As shown in Klaviyo, else the id';
comment on column message.subject is 'Of a campaign''s email; null otherwise';
comment on column message.channel is 'email, sms, push or none';
comment on column message.source is 'campaign or flow';
comment on column message.source_id is 'Campaign or flow: joins to campaign or flow, by source; '''' when unknown';

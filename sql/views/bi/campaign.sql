-- Dimension: campaigns, archived and deleted ones too.
-- Grain: one row per campaign.
create or replace view campaign as
select account_id, campaign_id, name, channel, status, archived as is_archived, send_at as sent_at, created_at,
       deleted_at is not null as is_deleted
from campaigns;

comment on view campaign is 'Dimension: one row per campaign';
comment on column campaign.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column campaign.campaign_id is 'Id in Klaviyo';
comment on column campaign.name is 'As shown in Klaviyo';
comment on column campaign.channel is 'email, sms or push';
comment on column campaign.status is 'As Klaviyo names it';
comment on column campaign.is_archived is 'Whether it is archived';
comment on column campaign.sent_at is 'When it was or will be sent';
comment on column campaign.created_at is 'When it was created';
comment on column campaign.is_deleted is 'Whether Klaviyo no longer lists the campaign';

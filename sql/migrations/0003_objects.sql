-- Everything the API lists that is not an event. Each table has one row per object; "raw" is the complete JSON text,
-- "deleted_at" is set when a complete listing no longer shows the object.

create table metrics (
  account_id  text not null, metric_id text not null,
  name        text not null,
  integration_key text, integration_name text, integration_category text,
  created_at  timestamptz, updated_at timestamptz,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, metric_id)
);

create table mapped_metrics (
  account_id  text not null, mapping_id text not null,   -- "revenue", "started_checkout", ...
  metric_id   text, custom_metric_id text,
  updated_at  timestamptz,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, mapping_id)
);

create table profiles (
  account_id  text not null, profile_id text not null,
  email text, phone_number text, external_id text, first_name text, last_name text,
  country text, region text, city text,
  created_at timestamptz, updated_at timestamptz, last_event_at timestamptz,
  email_consent text,                                    -- SUBSCRIBED, UNSUBSCRIBED, NEVER_SUBSCRIBED
  email_consent_at timestamptz,
  email_can_receive boolean,
  email_suppressed_at timestamptz,                       -- the earliest suppression
  email_suppression_reason text,                         -- of that suppression
  sms_consent text, sms_consent_at timestamptz, sms_can_receive boolean,
  push_consent text, push_consent_at timestamptz, push_can_receive boolean,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, profile_id)
);
create index profiles_email on profiles (account_id, lower(email));

create table lists (
  account_id text not null, list_id text not null, name text not null, opt_in_process text,
  created_at timestamptz, updated_at timestamptz,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, list_id)
);

create table segments (
  account_id text not null, segment_id text not null, name text not null,
  is_active boolean, is_processing boolean, is_starred boolean,
  created_at timestamptz, updated_at timestamptz,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, segment_id)
);

-- Memberships carry the profile's identity only: the profile itself is in "profiles".
create table list_members (
  account_id text not null, list_id text not null, profile_id text not null,
  joined_at timestamptz,                                 -- null when the API does not say
  left_at timestamptz,                                   -- first complete listing without the profile
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(),
  primary key (account_id, list_id, profile_id)
);
create index list_members_profile on list_members (account_id, profile_id);

create table segment_members (
  account_id text not null, segment_id text not null, profile_id text not null,
  joined_at timestamptz, left_at timestamptz,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(),
  primary key (account_id, segment_id, profile_id)
);
create index segment_members_profile on segment_members (account_id, profile_id);

create table campaigns (
  account_id text not null, campaign_id text not null, name text not null,
  channel text not null,                                 -- email, sms, push: by which channel filter it was listed
  status text, archived boolean not null,
  send_at timestamptz, scheduled_at timestamptz, created_at timestamptz, updated_at timestamptz,
  missing_since timestamptz,                             -- not in the listing of its archived state; see sweep_unseen
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, campaign_id),
  constraint campaigns_channel check (channel in ('email', 'sms', 'push'))
);

create table campaign_messages (
  account_id text not null, campaign_message_id text not null, campaign_id text,
  channel text, label text, subject text,
  created_at timestamptz, updated_at timestamptz,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, campaign_message_id)
);
create index campaign_messages_campaign on campaign_messages (account_id, campaign_id);

create table flows (
  account_id text not null, flow_id text not null, name text not null,
  status text, archived boolean not null, trigger_type text,
  missing_since timestamptz,                             -- as in campaigns
  created_at timestamptz, updated_at timestamptz,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, flow_id)
);

create table flow_actions (
  account_id text not null, flow_action_id text not null, flow_id text,
  action_type text, status text,
  created_at timestamptz, updated_at timestamptz,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, flow_action_id)
);

create table flow_messages (
  account_id text not null, flow_message_id text not null, flow_action_id text, flow_id text,
  name text, channel text,                               -- email, sms, push; null when the API names another
  created_at timestamptz, updated_at timestamptz,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, flow_message_id)
);

create table forms (
  account_id text not null, form_id text not null, name text not null, status text, ab_test boolean,
  created_at timestamptz, updated_at timestamptz,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, form_id)
);

create table tags (
  account_id text not null, tag_id text not null, name text not null, tag_group_id text,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, tag_id)
);

-- Which tags an object carries, from its "tags" relationship.
create table object_tags (
  account_id text not null, object_type text not null,   -- campaign, flow, list, segment
  object_id text not null, tag_id text not null,
  primary key (account_id, object_type, object_id, tag_id)
);

-- Resources that no query needs column by column (templates, catalog, coupons, images, ...).
create table api_objects (
  account_id text not null, resource text not null, object_id text not null, parent_id text not null default '',
  name text, created_at timestamptz, updated_at timestamptz,
  raw json not null, raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, resource, parent_id, object_id)
);

comment on table metrics is 'One row per metric (kind of event); keyed by id, since names change';
comment on table mapped_metrics is 'One row per role that the account maps to a metric, such as revenue';
comment on table profiles is 'One row per person, with current consent and suppression';
comment on table lists is 'One row per list';
comment on table segments is 'One row per segment';
comment on table list_members is 'One row per list and person that is or was a member';
comment on table segment_members is 'One row per segment and person that is or was a member';
comment on table campaigns is 'One row per campaign, all channels, archived ones too';
comment on table campaign_messages is 'One row per message (variation) of a campaign';
comment on table flows is 'One row per flow, archived ones too';
comment on table flow_actions is 'One row per action of a flow';
comment on table flow_messages is 'One row per message that a flow sends';
comment on table forms is 'One row per sign-up form';
comment on table tags is 'One row per tag';
comment on table object_tags is 'One row per object and tag';
comment on table api_objects is 'One row per object of the remaining resources, raw';

-- Derived tables: built by aggregate from events and objects, rebuilt at any time. "day" is always the local day.

create table dim_date (
  day date primary key,
  year smallint not null, quarter smallint not null, month smallint not null, day_of_month smallint not null,
  iso_year smallint not null, iso_week smallint not null,
  day_of_week smallint not null,                         -- 1 Monday .. 7 Sunday
  is_weekend boolean not null,
  month_start date not null, week_start date not null, quarter_start date not null
);
comment on table dim_date is 'One row per calendar day';

-- What the API calls a message, under each of its names, as the facts know it. Compared with the listings at every build, so
-- that a message whose channel or owner becomes known later is found and what it led to is computed again.
create table dim_message (
  account_id text not null,
  message_id text not null,                              -- id of a campaign, of a campaign's message or of a flow message
  channel    text not null,
  source     text not null,
  source_id  text not null,                              -- campaign id or flow id; '' when the API does not say
  primary key (account_id, message_id),
  constraint dim_message_channel check (channel in ('email', 'sms', 'push', 'none')),
  constraint dim_message_source check (source in ('campaign', 'flow'))
);
comment on table dim_message is 'One row per campaign, campaign message and flow message: its channel and where it belongs';

-- Names of metrics change, ids do not: a metric keeps the role in which it was first recognised.
create table metric_roles (
  account_id text not null,
  metric_id  text not null,
  role       text not null,                              -- see views/metric_role_names.sql
  channel    text not null,
  primary key (account_id, metric_id)
);
comment on table metric_roles is 'One row per metric that says what happened to a message';

create table fact_orders (
  account_id text not null,
  order_id   text not null,                              -- the sender's unique id, else the event id
  profile_id text not null,                              -- '' when the event names nobody
  event_id   text not null,
  occurred_at timestamptz not null,
  day        date not null,
  amount     numeric not null,                           -- in the account's currency; 0 for an order in another one
  currency   text not null,
  foreign_amount numeric,                                -- in "currency", when that is not the account's: never converted
  channel    text not null, source text not null,
  campaign_id text, campaign_message_id text, flow_id text, flow_message_id text, form_id text,
  attribution text,                                      -- native, session, form; null when not attributed
  order_number integer not null,                         -- 1 for the person's first order; 0 when the event names nobody
  previous_day date,                                     -- local day of the person's previous order
  primary key (account_id, order_id, profile_id),
  constraint fact_orders_channel check (channel in ('email', 'sms', 'push', 'none')),
  constraint fact_orders_source check (source in ('campaign', 'flow', 'form', 'other'))
);
comment on table fact_orders is 'One row per order and person';
create index fact_orders_day on fact_orders (account_id, day);
create index fact_orders_profile on fact_orders (account_id, profile_id, occurred_at);

create table fact_revenue (
  account_id text not null, day date not null, channel text not null, source text not null,
  revenue numeric not null, orders bigint not null,
  customers bigint not null,                             -- distinct persons of that day, channel and source: not additive
  primary key (account_id, day, channel, source),
  constraint fact_revenue_channel check (channel in ('email', 'sms', 'push', 'none')),
  constraint fact_revenue_source check (source in ('campaign', 'flow', 'form', 'other'))
);
comment on table fact_revenue is
  'One row per local day, channel and source with orders in the account''s currency; orders in others are left out';

-- All counts but "bounced" stand on the day on which the message was received, so that no rate passes 100 % and days add
-- up. Unique: once per profile and message.
create table fact_engagement (
  account_id text not null, day date not null,
  channel text not null, source text not null,
  source_id text not null,                               -- campaign id or flow id; '' when unknown
  message_id text not null,                              -- campaign id for campaigns, flow message id for flows
  received bigint not null, bounced bigint not null,
  opens bigint not null, unique_opens bigint not null,
  machine_opens bigint not null, unique_human_opens bigint not null,
  clicks bigint not null, unique_clicks bigint not null,
  unsubscribes bigint not null, spam_complaints bigint not null,
  primary key (account_id, day, channel, source, source_id, message_id),
  constraint fact_engagement_channel check (channel in ('email', 'sms', 'push', 'none')),
  constraint fact_engagement_source check (source in ('campaign', 'flow', 'form', 'other'))
);
comment on table fact_engagement is 'One row per local day of receipt, channel, campaign or flow, and message';

create table fact_conversions (
  account_id text not null, day date not null,           -- the day on which the message was received
  channel text not null, source text not null, source_id text not null, message_id text not null,
  conversions bigint not null,                           -- attributed orders
  converters bigint not null,                            -- profiles that ordered, once per profile and message
  primary key (account_id, day, channel, source, source_id, message_id)
);
comment on table fact_conversions is 'One row per local day of receipt and message that led to an order';

create table fact_forms (
  account_id text not null, day date not null, form_id text not null,
  views bigint not null, submissions bigint not null,
  conversions bigint not null,                           -- submitters of that day who ordered within 5 days
  primary key (account_id, day, form_id)
);
comment on table fact_forms is 'One row per local day and form that was seen or submitted';

create table fact_subscribers (
  account_id text not null, day date not null,
  subscribers bigint not null,                           -- at the end of the local day
  basis text not null,                                   -- reconstructed from times, or recorded by a run on that day
  primary key (account_id, day),
  constraint fact_subscribers_basis check (basis in ('reconstructed', 'recorded'))
);
comment on table fact_subscribers is 'One row per local day: people that could receive email marketing at its end';

create table fact_segments (
  account_id text not null, day date not null, segment_id text not null,
  members bigint not null,                               -- at the end of the local day
  primary key (account_id, day, segment_id)
);
comment on table fact_segments is 'One row per local day and segment';

create table fact_builds (
  account_id text primary key,
  built_at timestamptz not null,
  events_from date, events_to date,                      -- local days of the first and last event in the facts
  conversion_metric_id text,                             -- null: the account has none, and the facts no orders
  settings_hash text not null                            -- of everything else that the facts depend on: a change means rebuild
);
comment on table fact_builds is 'One row per account: when its facts were last built, and with which settings';

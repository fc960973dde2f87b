-- Events, partitioned by month of occurred_at (UTC). functions/ensure_partitions.sql creates the months.

create table events (
  account_id  text not null,
  event_id    text not null,
  occurred_at timestamptz not null,
  metric_id   text,                                      -- null when the API gives no relationship data
  profile_id  text,
  value       numeric,                                   -- $value
  currency    text,                                      -- $value_currency
  unique_id   text,                                      -- $event_id: the sender's own id, such as the order number
  message_id  text,                                      -- $message: a campaign's id or a flow message's id
  flow_id     text,                                      -- $flow
  form_id     text,                                      -- form_id, of form events
  machine_open boolean,                                  -- opened by a machine, not a person
  attributed_event_id text,                              -- the first attribution of the event, by the API
  attributed_campaign_id text, attributed_campaign_message_id text,
  attributed_flow_id text, attributed_flow_message_id text,
  attributions json,                                     -- the included attribution objects, complete
  raw         json not null,
  raw_page_id bigint,
  primary key (account_id, occurred_at, event_id)        -- by time: appends stay at the right edge of the index
) partition by range (occurred_at);
comment on table events is 'One row per event';
create index events_metric_time on events (account_id, metric_id, occurred_at);
-- By message within the person: all that one recipient did with one message is one range, and so is a person's history.
create index events_profile_message on events (account_id, profile_id, message_id, occurred_at);

create table event_keys (
  account_id  text not null,
  event_id    text not null,
  occurred_at timestamptz not null,
  primary key (account_id, event_id)
);
comment on table event_keys is 'Where each event lives: makes an event id unique across the partitions of events';

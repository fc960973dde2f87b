-- What the database no longer holds, and what analytics keep of it. See functions/prune_events.sql.

create table retention (
  account_id    text primary key,
  raw_from      timestamptz,                             -- raw pages fetched before are gone; null: all are held
  events_from   timestamptz,                             -- events that occurred before are gone, and come in no more
  frozen_before date,                                    -- facts of local days before stay as they are: what they would
                                                         -- be built from is gone in part
  facts_from    date,                                    -- facts of local days before are gone
  predictions_from timestamptz                           -- predictions made before are gone
);
comment on table retention is 'One row per account of which something was pruned: from when on it is held';

create table ledger_orders (
  account_id  text not null,
  profile_id  text not null,                             -- '' when the event named nobody
  order_id    text not null,
  occurred_at timestamptz not null,
  day         date not null,                             -- local day
  amount      numeric not null,                          -- as in fact_orders, like the columns below
  currency    text not null,
  foreign_amount numeric, rate numeric,
  channel     text not null, source text not null,
  message_id  text not null,                             -- campaign, campaign message or flow message; '' when none
  order_number integer not null,
  primary key (account_id, profile_id, order_id)
);
comment on table ledger_orders is 'One row per order and person of local days whose facts stay as they are or were pruned';

create table ledger_touches (
  account_id  text not null,
  profile_id  text not null,
  event_id    text not null,
  occurred_at timestamptz not null,
  metric_id   text not null,
  message_id  text, flow_id text, form_id text,
  primary key (account_id, profile_id)
);
comment on table ledger_touches is
  'One row per person whose first touch was pruned: the first open or click of a message or submission of a form';

create table ledger_receipts (
  account_id  text not null,
  profile_id  text not null,
  message_id  text not null,
  channel     text not null,
  received_at timestamptz,                               -- the latest receipt that was pruned; null: none, only actions
  event_id    text,                                      -- its event
  flow_id     text,
  opened boolean not null, clicked boolean not null,     -- counted as unique already
  primary key (account_id, profile_id, message_id, channel)
);
comment on table ledger_receipts is
  'One row per person, message and channel of which a receipt or action was pruned, with what was counted once';

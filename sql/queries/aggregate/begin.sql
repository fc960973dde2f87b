-- Prepares one build: the working tables that its statements share. They live until the transaction ends.
set local work_mem = '256MB';          -- sorts and hashes of a full rebuild stay in memory
set local parallel_tuple_cost = 0.01;  -- the pass over all events is worth several processes
set local enable_mergejoin = off;      -- nothing here is in the order of a join, and sorting texts costs more than hashing them
set local jit = off;                   -- statements are many and short, and compiling them costs more than it gains

-- The first local day whose facts may be built: those of days before stay as they are, because events, or facts, were
-- pruned. -infinity where nothing was. One row.
create temp table aggregate_bounds (
  first_day        date not null,                        -- of facts of events
  first_people_day date not null                         -- of facts that follow from profiles and segments; what is before is gone
) on commit drop;

-- Which metric plays which role. Grain: one row per metric and role.
create temp table aggregate_metrics (
  metric_id text not null,
  role      text not null,                               -- as in metric_roles, and order, product, form_view, form_submit
  channel   text not null,
  primary key (metric_id, role)
) on commit drop;

-- What one unit of another currency is worth in the account's, on which local days. Grain: one row per currency and span
-- of days; spans of a currency do not overlap.
create temp table aggregate_rates (
  currency text not null, from_day date not null, until_day date not null, rate numeric not null
) on commit drop;

-- Marks that this build takes care of. The instants enclose the local day; a clock change moves its ends by hours, so
-- readers also compare the date itself. Grain: one row per metric and local day.
create temp table aggregate_dirty_days (
  metric_id text not null,
  day       date not null,
  marked_at timestamptz not null,
  from_time timestamptz not null,
  to_time   timestamptz not null,
  primary key (metric_id, day)
) on commit drop;

-- Those of them that this build clears.
create temp table aggregate_done_days (metric_id text not null, day date not null) on commit drop;

-- Changes that this build takes care of, and clears. Grain: as changed_events.
create temp table aggregate_noted (
  change_id bigint not null, event_id text not null, occurred_at timestamptz not null, is_gone boolean not null,
  metric_id text, profile_id text, message_id text
) on commit drop;

-- What these events are or, of those that are gone, were. Grain: one row per change.
create temp table aggregate_changes (
  event_id text not null, occurred_at timestamptz not null, day date not null, is_gone boolean not null,
  metric_id text not null, profile_id text not null, message_id text not null  -- '' when the event names none
) on commit drop;

-- Messages whose channel or owner is not what it was at the last build.
create temp table aggregate_changed_messages (message_id text primary key) on commit drop;

-- People whose orders are computed again; '' stands for events that name nobody.
create temp table aggregate_people (profile_id text primary key) on commit drop;

-- Their orders as the events tell them. Grain: one row per order and person.
create temp table aggregate_purchases (
  order_id text not null, profile_id text not null,
  event_id text not null, occurred_at timestamptz not null, day date not null,
  amount numeric not null, currency text not null, foreign_amount numeric, rate numeric,
  order_number integer not null, previous_day date,
  acquisition_channel text, acquisition_source text,     -- by the first order, when it is in ledger_orders
  without_value boolean not null,
  message_id text, flow_id text,                         -- what the order's event itself names
  attributed_event_id text, attributed_campaign_id text, attributed_campaign_message_id text,
  attributed_flow_id text, attributed_flow_message_id text
) on commit drop;

-- What led to an order. Grain: at most one row per order, person and model.
create temp table aggregate_touches (
  order_id text not null, profile_id text not null,
  attribution text not null,
  campaign_id text, campaign_message_id text, flow_id text, flow_message_id text, form_id text,
  touch_message_id text, touch_flow_id text,             -- what the touch itself names
  touch_channel text,                                    -- by the touch's metric
  primary key (order_id, profile_id, attribution)
) on commit drop;

-- What fact_orders has to hold for these people. Grain: as fact_orders.
create temp table aggregate_orders (like fact_orders) on commit drop;

-- Lines of these orders. Grain: one row per line; of an order those of the lowest rank count.
create temp table aggregate_lines (
  order_id text not null, profile_id text not null, day date not null,
  worth    numeric,                                      -- of one unit of the order's currency; null without a rate
  rank     integer not null,
  id text, name text, quantity text, revenue text        -- as product_line reads them
) on commit drop;

-- What these orders consist of. Grain: as fact_order_products.
create temp table aggregate_products (like fact_order_products) on commit drop;

-- Local days on which what was bought changed.
create temp table aggregate_product_days (day date not null) on commit drop;

-- How often everything happened. Grain: one row per local day, metric, message, flow, form and currency.
create temp table aggregate_counts (
  day date not null, metric_id text, message_id text, flow_id text, form_id text, currency text,
  events bigint not null, value numeric, with_value bigint not null
) on commit drop;

-- What recipients did with messages that they received once, and what nobody known did, when everything is built; else empty.
-- Grain: several rows per local day, channel, message and flow.
create temp table aggregate_plain_actions (
  day date not null,                                     -- of the receipt; without person or message of the action
  channel text not null, message_id text not null, flow_id text,
  is_received boolean not null,
  opens bigint not null, unique_opens bigint not null, machine_opens bigint not null, unique_human_opens bigint not null,
  clicks bigint not null, unique_clicks bigint not null, unsubscribes bigint not null, spam_complaints bigint not null
) on commit drop;

-- Recipients whose actions have to be looked at one by one although everything is built.
create temp table aggregate_intricate_recipients (
  profile_id text not null, message_id text not null, channel text not null
) on commit drop;

-- Rows of fact_orders that this build removed or added. Grain: one row per order, person and side.
create temp table aggregate_changed_orders (
  profile_id text not null, day date not null, occurred_at timestamptz not null,
  message_id text not null                               -- campaign, campaign message or flow message; '' when none
) on commit drop;

-- What changed between people and messages. Grain: one row per changed event or order; '' for nobody and for no message.
create temp table aggregate_reached (
  profile_id text not null, message_id text not null, occurred_at timestamptz not null, day date not null,
  is_gone boolean not null,                              -- what was there before this build and is no longer
  role text not null                                     -- received, bounced, opened, clicked, unsubscribed, spam, ordered
) on commit drop;

-- When the first event of a message happened: nothing of it is looked for before. Grain: one row per message.
create temp table aggregate_messages (
  message_id text not null, first_at timestamptz not null,
  is_young boolean not null default false                -- nothing of it happened long before what is computed again
) on commit drop;

-- Local days and messages whose engagement and conversions are computed again; '' stands for no message.
create temp table aggregate_cells (day date not null, message_id text not null, primary key (day, message_id))
on commit drop;

-- What happened in these cells. Grain: one row per event; '' for nobody and for no message.
create temp table aggregate_cell_events (
  day date not null, message_id text not null, profile_id text not null, channel text not null, role text not null,
  occurred_at timestamptz not null, flow_id text, by_machine boolean not null
) on commit drop;

-- Recipients of messages whose actions and receipts these cells need.
create temp table aggregate_recipients (
  profile_id text not null, message_id text not null     -- each pair once
) on commit drop;

-- What happened between these recipients and their messages. Grain: one row per event.
create temp table aggregate_recipient_events (
  profile_id text not null, message_id text not null, channel text not null,
  role text not null,                                    -- received, opened, clicked, unsubscribed, spam
  occurred_at timestamptz not null, event_id text not null, flow_id text, by_machine boolean not null
) on commit drop;

-- What recipients did with a message. Grain: one row per event.
create temp table aggregate_actions (
  profile_id text not null, message_id text not null,    -- '' when the event names none
  channel text not null, role text not null,
  occurred_at timestamptz not null, day date not null,
  flow_id text, by_machine boolean not null
) on commit drop;

-- When recipients received a message, and which of their actions belong to that receipt: those from this receipt to the
-- next, and those before the first one. Grain: one row per receipt.
create temp table aggregate_receipts (
  profile_id text not null, message_id text not null, channel text not null,
  day date not null, flow_id text,
  from_time timestamptz not null, until_time timestamptz not null,
  was_opened boolean not null, was_clicked boolean not null  -- an open or click that was pruned was counted as unique
) on commit drop;

-- Local days whose forms are computed again.
create temp table aggregate_form_days (day date primary key) on commit drop;

-- What the vendor reports of forms. Grain: one row per local day and form.
create temp table aggregate_report_forms (
  day date not null, form_id text not null, views bigint not null, submissions bigint not null,
  primary key (day, form_id)
) on commit drop;

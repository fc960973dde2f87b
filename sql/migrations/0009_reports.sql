-- The vendor's own numbers: reports and metric aggregates, and the account's daily allowance of reports.

alter table raw_pages add column request_body text;      -- of a POST; null for a GET

alter table run_resources drop constraint run_resources_status;
alter table run_resources add constraint run_resources_status
  check (status in ('running', 'done', 'skipped', 'postponed', 'failed', 'interrupted'));

-- A report is asked for by calendar month of the account's zone, and each of its rows lies in exactly one month: nothing
-- is counted twice, however often a month is fetched again. A row that the month's report no longer shows gets a
-- tombstone. Unique counts of several periods do not add up.
create table report_values (
  account_id text not null,
  report     text not null,                              -- the resource: campaign_values_report, form_series_report, ...
  statistic  text not null,                              -- as the vendor names it: delivered, conversion_value, ...
  row_key    text not null,                              -- "period_from/object_id/message_id/channel"
  month      text not null,                              -- "2026-01": the watermark's partition
  period_from date not null, period_to date not null,    -- local days, both included: a month, or a day of a series
  object_id  text not null,                              -- campaign, flow, form or segment
  message_id text,                                       -- campaign message or flow message
  channel    text,                                       -- as the vendor names it: email, sms, push-notification, whatsapp
  value      numeric,                                    -- null where the vendor gives none; money in the account's currency
  raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(), deleted_at timestamptz,
  primary key (account_id, report, statistic, row_key)
);
comment on table report_values is 'One row per report, period, campaign, flow, form or segment with its message, and statistic';

create table metric_days (
  account_id text not null,
  metric_id  text not null,
  day        date not null,                              -- local day
  count      numeric not null,
  sum_value  numeric not null,                           -- of $value
  raw_page_id bigint,
  first_seen_at timestamptz not null default now(), synced_at timestamptz not null default now(),
  primary key (account_id, metric_id, day)
);
comment on table metric_days is 'One row per metric and local day: count and sum of its events as the vendor reports them';

-- Events that the vendor no longer has: both its listing and its aggregates say so. They are in no fact any more.
create table deleted_events (
  account_id  text not null,
  event_id    text not null,
  occurred_at timestamptz not null,
  metric_id   text, profile_id text, message_id text,
  value       numeric,
  row         jsonb not null,                            -- the row of "events", with the complete "raw"
  raw         text not null,                             -- the record to the letter
  run_id      bigint not null,                           -- that found it gone
  deleted_at  timestamptz not null default now(),
  primary key (account_id, event_id)
);
comment on table deleted_events is 'One row per event that was stored and that the vendor no longer has';

create table report_budgets (
  account_id  text primary key,
  daily_limit integer not null default 225,              -- documented, until a response says otherwise
  observed_at timestamptz,                               -- when a response last said so
  refused_until timestamptz                              -- the vendor's own word, when it refused a report
);
comment on table report_budgets is 'One row per account: how many reports a day the vendor allows';

-- Where the vendor's day begins is unknown, so the allowance is kept over any 24 hours.
create table report_requests (
  request_id   bigint generated always as identity primary key,
  account_id   text not null,
  requested_at timestamptz not null
);
comment on table report_requests is 'One row per report asked for in the last 24 hours, written before the request is sent';
create index report_requests_account on report_requests (account_id, requested_at);

-- Accounts, the run ledger and the audit log.

create table accounts (
  account_id  text primary key,                       -- the public API key, which is the account's id in the API
  name        text not null default '',
  label       text not null default '',               -- NAME of the configuration's [accounts.NAME] it was last synced as
  timezone    text not null,                          -- IANA name; all local days are days in it
  currency    text not null,                          -- ISO 4217
  test_account boolean not null default false,
  raw         json not null,
  raw_page_id bigint,
  first_seen_at timestamptz not null default now(),
  synced_at   timestamptz not null default now()      -- when this row last changed
);
comment on table accounts is 'One row per Klaviyo account';

create table runs (
  run_id      bigint generated always as identity primary key,
  account_id  text,                                   -- null until the account is known, and for verbs that span accounts
  verb        text not null,
  started_at  timestamptz not null default now(),
  finished_at timestamptz,
  status      text not null default 'running',
  exit_code   smallint,
  version     text not null,                          -- of klytics
  host        text not null default '',
  process_id  integer,
  settings    json not null default '{}',             -- effective settings, without secrets
  message     text,                                   -- the error, redacted
  constraint runs_status check (status in ('running', 'done', 'failed', 'interrupted'))
);
comment on table runs is 'One row per run of a verb that writes';
create index runs_verb_started on runs (verb, started_at desc);

create table run_resources (
  run_id      bigint not null references runs on delete cascade,
  resource    text not null,
  status      text not null default 'running',
  requests    bigint not null default 0,
  pages       bigint not null default 0,
  fetched     bigint not null default 0,              -- records in the responses
  inserted    bigint not null default 0,
  updated     bigint not null default 0,
  unchanged   bigint not null default 0,
  removed     bigint not null default 0,              -- tombstones set by this run
  quarantined bigint not null default 0,
  started_at  timestamptz not null default now(),
  finished_at timestamptz,
  warning     text,
  primary key (run_id, resource),
  constraint run_resources_status check (status in ('running', 'done', 'skipped', 'failed', 'interrupted'))
);
comment on table run_resources is 'One row per run and API resource: what was fetched and what it changed';

create table audit_log (
  audit_id  bigint generated always as identity primary key,
  at        timestamptz not null default clock_timestamp(),
  actor     text not null default session_user,
  action    text not null,                            -- migrate, sync, aggregate, export, ...
  account_id text,
  detail    text not null default '{}',               -- JSON text, without secrets
  previous_hash bytea not null,                       -- of the row before; 32 zero bytes in the first
  hash      bytea not null                            -- see functions/append_audit.sql
);
comment on table audit_log is 'Append-only, hash-chained record of every change of schema, run and export';

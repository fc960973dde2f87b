-- Dimension: the Klaviyo accounts of the database.
-- Grain: one row per account.
create or replace view account as
select a.account_id, a.name, a.timezone, a.currency, b.built_at as facts_built_at, b.events_from, b.events_to
from accounts a
left join fact_builds b on b.account_id = a.account_id;

comment on view account is 'Dimension: one row per Klaviyo account';
comment on column account.account_id is 'Public API key, which is the account''s id';
comment on column account.name is 'The organisation''s name';
comment on column account.timezone is 'IANA name: in which days are local';
comment on column account.currency is 'ISO 4217: of all money';
comment on column account.facts_built_at is 'When the facts were last brought up to date; null: never';
comment on column account.events_from is 'Local day of the first event in the facts';
comment on column account.events_to is 'Local day of the last event in the facts';

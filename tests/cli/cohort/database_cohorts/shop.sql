insert into metrics (account_id, metric_id, name, raw) values ('ABC123', 'V', 'Viewed Product', '{}'),
  ('ABC123', 'R', 'Received Email', '{}'), ('ABC123', 'F', 'submitted form', '{}'), ('ABC123', 'N', 'Nothing', '{}');
insert into campaigns (account_id, campaign_id, name, channel, archived, raw) values
  ('ABC123', 'K1', 'Spring', 'email', false, '{}'), ('ABC123', 'K2', 'Spring', 'email', false, '{}');
insert into flows (account_id, flow_id, name, archived, raw) values ('ABC123', 'W', 'Welcome', false, '{}');
insert into forms (account_id, form_id, name, raw) values ('ABC123', 'P', 'Pop-up', '{}');
insert into dim_message (account_id, message_id, channel, source, source_id) values
  ('ABC123', 'K1', 'email', 'campaign', 'K1'), ('ABC123', 'M2', 'email', 'campaign', 'K2'), ('ABC123', 'W1', 'email', 'flow', 'W');
insert into lists (account_id, list_id, name, raw) values ('ABC123', 'L1', 'News', '{}'), ('ABC123', 'L2', 'Twice', '{}');
insert into segments (account_id, segment_id, name, raw) values ('ABC123', 'S1', 'VIP', '{}'), ('ABC123', 'S2', 'Twice', '{}');
insert into list_members (account_id, list_id, profile_id, joined_at, left_at, first_seen_at, raw) values
  ('ABC123', 'L1', 'ann', '2026-01-31 23:30Z', null, '2026-02-05Z', '{}'),
  ('ABC123', 'L1', 'bob', null, null, '2026-02-05Z', '{}'),
  ('ABC123', 'L1', 'cat', '2026-01-10Z', '2026-02-01Z', '2026-02-05Z', '{}');
insert into segment_members (account_id, segment_id, profile_id, joined_at, raw) values
  ('ABC123', 'S1', 'ann', '2026-02-01Z', '{}'), ('ABC123', 'S1', 'dan', '2026-03-01Z', '{}'), ('ABC123', 'S1', 'fay', '2026-02-01Z', '{}');
select ensure_partitions('events', '2026-01-01', '2026-04-30') \g /dev/null
insert into events (account_id, event_id, occurred_at, metric_id, profile_id, message_id, flow_id, form_id, raw)
select 'ABC123', row_number() over (), time::timestamptz, metric, profile, message, flow, form, '{}'
from (values ('ann', 'V', '2026-01-05Z', null, null, null), ('ann', 'V', '2026-03-05Z', null, null, null),
             ('bob', 'V', '2026-02-05Z', null, null, null), ('fay', 'V', '2026-02-05Z', null, null, null),
             ('ann', 'R', '2026-01-06Z', 'K1', null, null), ('ann', 'R', '2026-01-02Z', 'W1', 'W', null),
             ('bob', 'R', '2026-02-06Z', 'M2', null, null), ('bob', 'R', '2026-02-07Z', 'K1', null, null),
             ('cat', 'R', '2026-02-01Z', 'W2', 'W', null), ('fay', 'F', '2026-02-02Z', null, null, 'P'),
             ('dan', 'F', '2026-03-31 23:30Z', null, null, 'P'), ('dan', 'F', '2026-02-01Z', null, null, null)
     ) as e (profile, metric, time, message, flow, form);
insert into fact_orders (account_id, order_id, profile_id, event_id, occurred_at, day, amount, currency, channel, source, order_number)
select 'ABC123', n::text, profile, n::text, day::timestamptz, day::date, amount, 'GBP', 'email', 'other', 1
from (values (1, 'ann', '2026-01-04', 10), (2, 'ann', '2026-01-20', 20), (3, 'ann', '2026-03-05', 40), (4, 'bob', '2026-02-05', 80),
             (5, 'bob', '2026-04-01', 160), (6, 'dan', '2026-04-10', 320)) as o (n, profile, day, amount);
insert into fact_builds (account_id, built_at, events_from, events_to, settings_hash) values ('ABC123', '2026-05-01Z', '2026-01-01', '2026-04-30', '');
-- ann is subscribed, bob unsubscribed after 20 days, cat bounced after 10, dan never subscribed, fay left on the last day.
insert into profiles (account_id, profile_id, created_at, email_consent, email_consent_at, email_suppressed_at, synced_at, raw) values
  ('ABC123', 'ann', '2026-01-01Z', 'SUBSCRIBED', '2026-01-03Z', null, '2026-03-05Z', '{}'),
  ('ABC123', 'bob', '2026-01-01Z', 'UNSUBSCRIBED', '2026-01-21Z', '2026-01-21Z', '2026-03-05Z', '{}'),
  ('ABC123', 'cat', '2026-01-01Z', 'SUBSCRIBED', null, '2026-01-11Z', '2026-03-05Z', '{}'),
  ('ABC123', 'dan', '2026-01-01Z', 'NEVER_SUBSCRIBED', null, null, '2026-03-05Z', '{}'),
  ('ABC123', 'fay', '2026-02-03Z', 'UNSUBSCRIBED', '2026-03-05Z', null, '2026-03-05Z', '{}');

-- Fills the benchmark's shop with :events events over two years and as many people as has a twentieth of them. The rows are
-- sorted by time and the indexes built at the end, which is only faster; the table ends as a collection leaves it.
select ensure_partitions('events', '2024-01-01', '2026-02-01') \g /dev/null
alter table event_keys drop constraint event_keys_pkey;
drop index events_metric_time, events_profile_message;
insert into events (account_id, event_id, occurred_at, metric_id, profile_id, value, currency, unique_id, message_id, flow_id,
                    form_id, machine_open, attributed_event_id, attributed_campaign_id, raw)
select 'bench', event_id, occurred_at, metric_id, profile_id, value, currency, unique_id, message_id, flow_id, form_id,
       machine_open, attributed_event_id, attributed_campaign_id,
       event_json(event_id, occurred_at, metric_id, profile_id, properties)
from (select distinct on (occurred_at, event_id) * from make_events(1, :events, '2024-01-01', 730, :events / 20)
      order by occurred_at, event_id) as made;
insert into event_keys select account_id, event_id, occurred_at from events order by event_id;
alter table event_keys add primary key (account_id, event_id);
create index events_metric_time on events (account_id, metric_id, occurred_at);
create index events_profile_message on events (account_id, profile_id, message_id, occurred_at);
insert into profiles (account_id, profile_id, email, email_consent, email_consent_at, created_at, raw)
select 'bench', 'p' || i, i || '@example.com', 'SUBSCRIBED', timestamptz '2024-01-01' + i * interval '1 day' / (:events / 14600.0),
       timestamptz '2024-01-01' + i * interval '1 day' / (:events / 14600.0), '{}'
from generate_series(0, :events / 20 - 1) i;
vacuum analyze events, event_keys, profiles;

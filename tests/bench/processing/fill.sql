-- Fills the benchmark's shop with :events events over two years and as many people as has a twentieth of them, and keeps the
-- :held of them that arrive last in the table arrivals: what a shop stores next, in the order of time but for one in twenty,
-- which comes late, by five days on average. The rows are sorted by time and the indexes built at the end, which is only
-- faster; the table ends as a collection leaves it.
select ensure_partitions('events', '2024-01-01', '2026-02-01') \g /dev/null
alter table event_keys drop constraint event_keys_pkey;
drop index events_metric_time, events_profile_message, events_message_time;
insert into events (account_id, event_id, occurred_at, metric_id, profile_id, value, currency, unique_id, message_id, flow_id,
                    form_id, machine_open, attributed_event_id, attributed_campaign_id, raw)
select 'bench', event_id, occurred_at, metric_id, profile_id, value, currency, unique_id, message_id, flow_id, form_id,
       machine_open, attributed_event_id, attributed_campaign_id,
       event_json(event_id, occurred_at, metric_id, profile_id, properties)
from (select distinct on (occurred_at, event_id) * from make_events(1, :events, '2024-01-01', 730, :events / 20)
      order by occurred_at, event_id) as made;
create table arrivals as
select e.*, k.arrived_at
from (select event_id, occurred_at, arrived_at(event_id, occurred_at) as arrived_at
      from events where account_id = 'bench' and occurred_at >= '2025-07-01'
      order by arrived_at desc, event_id desc limit :held) as k
cross join lateral (select * from events e where e.account_id = 'bench' and e.occurred_at = k.occurred_at and e.event_id = k.event_id limit 1) as e;
delete from events e using arrivals a
where e.account_id = a.account_id and e.occurred_at = a.occurred_at and e.event_id = a.event_id;
insert into event_keys select account_id, event_id, occurred_at from events order by event_id;
alter table event_keys add primary key (account_id, event_id);
create index events_metric_time on events (account_id, metric_id, occurred_at);
create index events_profile_message on events (account_id, profile_id, message_id, occurred_at);
create index events_message_time on events (account_id, message_id, occurred_at) where message_id is not null;
insert into profiles (account_id, profile_id, email, email_consent, email_consent_at, created_at, raw)
select 'bench', 'p' || i, i || '@example.com', 'SUBSCRIBED', timestamptz '2024-01-01' + i * interval '1 day' / (:events / 14600.0),
       timestamptz '2024-01-01' + i * interval '1 day' / (:events / 14600.0), '{}'
from generate_series(0, :events / 20 - 1) i;
vacuum analyze events, event_keys, profiles, arrivals;

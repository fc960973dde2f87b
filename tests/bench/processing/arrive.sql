-- :count more events arrive as a collection stores them, at the shop's own rate, after :arrived that arrived before.
-- psql variables too: events and people as in fill.sql.
begin;
select create_staging('events', 'staging_events', array_agg(attname::text order by attnum)) from pg_attribute
where attrelid = 'events'::regclass and attnum > 0 and attname not in ('account_id', 'raw_page_id') \g /dev/null
insert into staging_events (staged_row, event_id, occurred_at, metric_id, profile_id, value, currency, unique_id, message_id,
                            flow_id, form_id, machine_open, attributed_event_id, attributed_campaign_id, raw)
select row_number() over (), event_id, occurred_at, metric_id, profile_id, value, currency, unique_id, message_id, flow_id,
       form_id, machine_open, attributed_event_id, attributed_campaign_id,
       event_json(event_id, occurred_at, metric_id, profile_id, properties)
from make_events(100000000 + :arrived, :count, timestamptz '2025-12-31' + :arrived * 730.0 / :events * interval '1 day',
                 :count * 730.0 / :events, :events / 20);
select * from merge_events('bench') \g /dev/null
commit;

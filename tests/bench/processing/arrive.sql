-- The next :count events of the table arrivals arrive, as a collection stores them.
begin;
create temp table arriving on commit drop as
select *, row_number() over (order by arrived_at, event_id) as staged_row from arrivals order by arrived_at, event_id limit :count;
delete from arrivals where event_id in (select event_id from arriving);
select create_staging('events', 'staging_events', array_agg(attname::text order by attnum)) from pg_attribute
where attrelid = 'events'::regclass and attnum > 0 and attname not in ('account_id', 'raw_page_id') \g /dev/null
insert into staging_events (staged_row, event_id, occurred_at, metric_id, profile_id, value, currency, unique_id, message_id,
                            flow_id, form_id, machine_open, attributed_event_id, attributed_campaign_id, raw)
select staged_row, event_id, occurred_at, metric_id, profile_id, value, currency, unique_id, message_id, flow_id, form_id,
       machine_open, attributed_event_id, attributed_campaign_id, raw
from arriving;
select * from merge_events('bench') \g /dev/null
select '  they happened ' || round(100.0 * count(*) filter (where age < interval '1 day') / count(*), 1) || ' % within a day before the last, '
       || round(100.0 * count(*) filter (where age between interval '1 day' and '7 days') / count(*), 1) || ' % within a week, '
       || round(100.0 * count(*) filter (where age > interval '7 days') / count(*), 1) || ' % earlier, the first '
       || extract(day from max(age)) || ' days before'
from (select max(occurred_at) over () - occurred_at as age from arriving) as ages;
commit;

-- The hand-written pass over the same events that a full rebuild is measured against. By local day, metric, message and
-- flow: events, distinct people and sum of values - from which revenue, orders, customers, deliveries, opens, unique opens
-- and clicks of each message and day follow, without attribution, without putting opens on the day of the receipt, without
-- numbering orders, and without the lines of orders.
begin;
set local work_mem = '256MB';
set local jit = off;
create temp table passed on commit drop as
select (occurred_at at time zone 'Europe/London')::date as day, metric_id, message_id, flow_id, count(*) as events,
       count(distinct profile_id) as people, sum(value) as value
from events
where account_id = 'bench'
group by 1, 2, 3, 4;
commit;

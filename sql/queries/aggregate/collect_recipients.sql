-- Notes who received, did or ordered something in the cells that are computed again.
-- $1 account id, $2 time zone.
-- Days that lie close together are read as one span, others one by one.
insert into aggregate_recipients (profile_id, message_id)
with days as (
  select distinct day from aggregate_cells
), span as materialized (
  select min(day)::timestamp at time zone $2 - interval '3 hours' as from_time,
         (max(day) + 1)::timestamp at time zone $2 + interval '3 hours' as to_time,
         count(*) * 4 > max(day) - min(day) as is_dense
  from days
)
select e.profile_id, e.message_id
from events e
join metric_roles m on m.account_id = $1 and m.metric_id = e.metric_id
join aggregate_cells c on c.day = (e.occurred_at at time zone $2)::date and c.message_id = e.message_id
where (select is_dense from span)
  and e.account_id = $1 and e.profile_id is not null
  and e.occurred_at >= (select from_time from span) and e.occurred_at < (select to_time from span)
union
select e.profile_id, e.message_id
from days d
cross join metric_roles m
join events e
  on e.account_id = $1 and e.metric_id = m.metric_id
  and e.occurred_at >= d.day::timestamp at time zone $2 - interval '3 hours'
  and e.occurred_at < (d.day + 1)::timestamp at time zone $2 + interval '3 hours'
join aggregate_cells c on c.day = (e.occurred_at at time zone $2)::date and c.message_id = e.message_id
where not (select is_dense from span)
  and m.account_id = $1 and e.profile_id is not null
union
select o.profile_id, c.message_id
from aggregate_cells c
join fact_orders o
  on o.account_id = $1 and o.day = c.day
  and coalesce(o.campaign_id, o.campaign_message_id, o.flow_message_id) = c.message_id
where o.profile_id <> '' and c.message_id <> '';

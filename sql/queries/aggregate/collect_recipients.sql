-- Notes who received, did or ordered something in the cells that are computed again.
-- $1 account id, $2 time zone.
insert into aggregate_recipients (profile_id, message_id)
select e.profile_id, e.message_id
from (select distinct day from aggregate_cells) as c
cross join (select metric_id from metric_roles where account_id = $1) as m
join events e
  on e.account_id = $1 and e.metric_id = m.metric_id
  and e.occurred_at >= c.day::timestamp at time zone $2 - interval '3 hours'
  and e.occurred_at < (c.day + 1)::timestamp at time zone $2 + interval '3 hours'
where e.profile_id is not null
  and exists (select from aggregate_cells t
              where t.day = (e.occurred_at at time zone $2)::date and t.message_id = e.message_id)
union
select o.profile_id, c.message_id
from aggregate_cells c
join fact_orders o
  on o.account_id = $1 and o.day = c.day
  and coalesce(o.campaign_id, o.campaign_message_id, o.flow_message_id) = c.message_id
where o.profile_id <> '' and c.message_id <> '';

-- Fills aggregate_actions: what the people in aggregate_recipient_events did with their messages and what nobody known did in
-- the cells. When everything is built, only what aggregate_plain_actions does not count already.
-- $1 account id, $2 time zone, $3 whether everything is built.
insert into aggregate_actions (profile_id, message_id, channel, role, occurred_at, day, flow_id, by_machine)
with action_metrics as (
  select metric_id, role, channel from metric_roles
  where account_id = $1 and role in ('opened', 'clicked', 'unsubscribed', 'spam')
)
select e.profile_id, e.message_id, e.channel, e.role, e.occurred_at, (e.occurred_at at time zone $2)::date, e.flow_id,
       e.by_machine
from aggregate_recipient_events e
where e.role <> 'received'
  and (not $3
       or exists (select 1 from aggregate_intricate_recipients a
                  where a.profile_id = e.profile_id and a.message_id = e.message_id and a.channel = e.channel))
union all
select coalesce(e.profile_id, ''), coalesce(e.message_id, ''), m.channel, m.role, e.occurred_at,
       (e.occurred_at at time zone $2)::date, e.flow_id, coalesce(e.machine_open, false)
from (select distinct day from aggregate_cells) as c
cross join action_metrics m
join events e
  on e.account_id = $1 and e.metric_id = m.metric_id
  and e.occurred_at >= c.day::timestamp at time zone $2 - interval '3 hours'
  and e.occurred_at < (c.day + 1)::timestamp at time zone $2 + interval '3 hours'
where not $3
  and (e.occurred_at at time zone $2)::date = c.day
  and (e.profile_id is null or e.message_id is null);

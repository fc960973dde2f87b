-- Fills aggregate_actions: what the people in aggregate_recipient_events did with their messages and what nobody known did in
-- the cells. When everything is built, only what aggregate_plain_actions does not count already.
-- $1 time zone, $2 whether everything is built.
insert into aggregate_actions (profile_id, message_id, channel, role, occurred_at, day, flow_id, by_machine)
select e.profile_id, e.message_id, e.channel, e.role, e.occurred_at, (e.occurred_at at time zone $1)::date, e.flow_id,
       e.by_machine
from aggregate_recipient_events e
where e.role <> 'received'
  and (not $2
       or exists (select 1 from aggregate_intricate_recipients a
                  where a.profile_id = e.profile_id and a.message_id = e.message_id and a.channel = e.channel))
union all
select profile_id, message_id, channel, role, occurred_at, day, flow_id, by_machine
from aggregate_cell_events
where role not in ('received', 'bounced') and (profile_id = '' or message_id = '');

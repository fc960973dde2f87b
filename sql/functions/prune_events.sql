-- Drops the events before "boundary" (a value of events_boundary) and keeps of them in ledgers what analytics and later
-- facts need: every order, what everybody did or met first, and receipts with what was counted once for them. From then on
--   - events from before come in no more (see merge_events);
--   - the facts of days before the boundary and of a month after it stay as they are. The month is held for the days
--     after it: an order looks back up to five days for what led to it, an action follows its message by weeks at most.
-- Returns what happened, with what was kept.
create or replace function prune_events(boundary timestamptz, out partitions bigint, out events bigint, out orders bigint,
                                        out firsts bigint, out receipts bigint)
language plpgsql strict
set jit = off
as $$
begin
  select coalesce(sum(keep_orders(a.account_id, (boundary at time zone a.timezone)::date + 32)), 0)
  into orders
  from accounts a;

  firsts := keep_firsts(boundary);

  insert into ledger_receipts as known (account_id, profile_id, message_id, channel, received_at, event_id, flow_id, opened,
                                        clicked)
  with gone as (
    select e.account_id, e.profile_id, e.message_id, m.channel,
           max(e.occurred_at) filter (where m.role = 'received') as received_at,
           (array_agg(e.event_id order by e.occurred_at desc, e.event_id collate "C" desc)
              filter (where m.role = 'received'))[1] as event_id,
           max(e.flow_id) filter (where m.role = 'received') as flow_id,
           bool_or(m.role = 'opened') as opened, bool_or(m.role = 'clicked') as clicked
    from events e
    join metric_roles m on m.account_id = e.account_id and m.metric_id = e.metric_id
    where e.occurred_at < boundary and e.profile_id is not null and e.message_id is not null
      and m.role in ('received', 'opened', 'clicked')
    group by e.account_id, e.profile_id, e.message_id, m.channel
  )
  select g.account_id, g.profile_id, g.message_id, g.channel, g.received_at, g.event_id, g.flow_id, g.opened, g.clicked
  from gone g
  join accounts a on a.account_id = g.account_id
  -- What has no receipt up to the last day that stays as it is was not counted as unique.
  where g.received_at is not null
    or exists (select 1 from ledger_receipts l
               where l.account_id = g.account_id and l.profile_id = g.profile_id and l.message_id = g.message_id
                 and l.channel = g.channel)
    or exists (select 1 from events e
               join metric_roles m on m.account_id = e.account_id and m.metric_id = e.metric_id
               where e.account_id = g.account_id and e.profile_id = g.profile_id and e.message_id = g.message_id
                 and m.role = 'received' and m.channel = g.channel and e.occurred_at >= boundary
                 and (e.occurred_at at time zone a.timezone)::date < (boundary at time zone a.timezone)::date + 32)
  on conflict (account_id, profile_id, message_id, channel) do update
    set received_at = coalesce(excluded.received_at, known.received_at),
        event_id = coalesce(excluded.event_id, known.event_id),
        flow_id = greatest(known.flow_id, excluded.flow_id),
        opened = known.opened or excluded.opened,
        clicked = known.clicked or excluded.clicked;
  get diagnostics receipts = row_count;

  delete from event_keys k where k.occurred_at < boundary;
  get diagnostics events = row_count;
  partitions := drop_partitions('events', boundary);

  insert into retention as known (account_id, events_from, frozen_before)
  select a.account_id, boundary, (boundary at time zone a.timezone)::date + 32
  from accounts a
  on conflict (account_id) do update
    set events_from = greatest(known.events_from, excluded.events_from),
        frozen_before = greatest(known.frozen_before, excluded.frozen_before);
end
$$;

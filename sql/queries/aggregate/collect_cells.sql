-- Notes which local days and messages are to be computed again. What was done with a message belongs to receipts in the order
-- of time, so a change at an instant reaches, of what the same recipient did with the same message:
--   - its own day;
--   - days from the receipt before it on, unless only receipts came and nobody did or ordered anything since: what was done
--     may now belong to another receipt.
--     All days without a receipt before it, because what was done before the first receipt belongs to that, or to its own day
--     while there is none; and all days when something is gone or the receipts name different flows or channels;
--   - the day on which the first open, click or order counts as unique.
-- Beside that, the days that the facts know of messages that became known.
-- $1 account id, $2 time zone.
insert into aggregate_cells (day, message_id)
with recipients as (
  select r.profile_id, r.message_id, m.first_at, min(case when r.is_gone then '-infinity' else r.occurred_at end) as since,
         bool_or(r.role <> 'received') as has_acted
  from aggregate_reached r
  left join aggregate_messages m on m.message_id = r.message_id
  where r.profile_id <> '' and r.message_id <> '' and r.role <> 'bounced'
  group by r.profile_id, r.message_id, m.first_at
), events_of as materialized (
  select r.profile_id, r.message_id, r.since, r.has_acted, m.channel, m.role, e.occurred_at, e.flow_id
  from recipients r
  cross join lateral (
    select e.metric_id, e.occurred_at, e.flow_id
    from events e
    where e.account_id = $1 and e.profile_id = r.profile_id and e.message_id = r.message_id and e.occurred_at >= r.first_at
    offset 0                                             -- look up, do not read everything
  ) as e
  join aggregate_metrics m on m.metric_id = e.metric_id and m.channel <> 'none' and m.role <> 'bounced'
), orders_of as materialized (
  select r.profile_id, r.message_id, r.since, r.has_acted, o.occurred_at
  from recipients r
  join fact_orders o on o.account_id = $1 and o.profile_id = r.profile_id
  where coalesce(o.campaign_id, o.campaign_message_id, o.flow_message_id, '') = r.message_id
), happened as (
  select profile_id, message_id, since, has_acted, occurred_at, role, channel, flow_id from events_of
  union all
  select profile_id, message_id, since, has_acted, occurred_at, 'ordered', null, null from orders_of
), spans as (
  select profile_id, message_id,
         case when since = '-infinity' or count(distinct channel || ' ' || coalesce(flow_id, '')) filter (where role = 'received') > 1
                then '-infinity'
              when bool_or(role = 'received')
                then coalesce(max(occurred_at) filter (where role = 'received' and occurred_at < since), '-infinity')
         end as from_time,                               -- null: there is no receipt, and everything stands on its own day
         has_acted or bool_or(role <> 'received' and occurred_at >= since) as is_since
  from happened
  group by profile_id, message_id, since, has_acted
), firsts as (
  select profile_id, message_id, min(occurred_at) as at
  from events_of
  where has_acted and role in ('opened', 'clicked')
  group by profile_id, message_id, channel, role
  union
  select profile_id, message_id, min(occurred_at) from orders_of group by profile_id, message_id
)
select day, message_id from aggregate_reached
union
select (h.occurred_at at time zone $2)::date, h.message_id
from happened h
join spans s on s.profile_id = h.profile_id and s.message_id = h.message_id
where h.occurred_at >= s.from_time and (s.is_since or s.from_time = '-infinity')
union
select (coalesce(max(r.occurred_at) filter (where r.occurred_at <= f.at), min(r.occurred_at), f.at) at time zone $2)::date,
       f.message_id
from firsts f
left join events_of r on r.profile_id = f.profile_id and r.message_id = f.message_id and r.role = 'received'
group by f.profile_id, f.message_id, f.at
union
select day, message_id
from (select day, message_id from fact_engagement where account_id = $1
      union all
      select day, message_id from fact_conversions where account_id = $1) as known
where message_id in (select message_id from aggregate_changed_messages);

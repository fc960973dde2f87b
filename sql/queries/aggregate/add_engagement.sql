-- Counts receipts and what recipients did with them, in the cells that are computed again or everywhere.
-- An action counts on the day of the receipt it belongs to; without a known receipt on its own day, and then it is not
-- unique. Actions of one recipient belong to receipts in the order of time, so the earliest of their days is the day of
-- the first one; what was counted once for events that were pruned is not counted again. A message belongs to a flow when
-- the event or the listings say so, else to a campaign.
-- $1 account id, $2 whether everywhere.
insert into fact_engagement (
  account_id, day, channel, source, source_id, message_id, received, bounced, opens, unique_opens, machine_opens,
  unique_human_opens, clicks, unique_clicks, unsubscribes, spam_complaints)
with delivery_metrics as (
  select metric_id, role, channel from metric_roles where account_id = $1 and role in ('received', 'bounced')
), deliveries as (
  select a.day, m.channel, coalesce(a.message_id, '') as message_id, a.flow_id,
         sum(a.events) filter (where m.role = 'received') as received,
         sum(a.events) filter (where m.role = 'bounced') as bounced
  from aggregate_counts a
  join delivery_metrics m on m.metric_id = a.metric_id
  where $2
  group by 1, 2, 3, 4
  union all
  select day, channel, message_id, flow_id, count(*) filter (where role = 'received'), count(*) filter (where role = 'bounced')
  from aggregate_cell_events
  where role in ('received', 'bounced')
  group by day, channel, message_id, flow_id
), placed as (
  select a.profile_id, a.message_id, a.channel, a.role, a.by_machine, coalesce(r.day, a.day) as day,
         r.day is not null as is_received, coalesce(r.flow_id, a.flow_id) as flow_id,
         case a.role when 'opened' then r.was_opened when 'clicked' then r.was_clicked end as was_counted
  from aggregate_actions a
  left join aggregate_receipts r
    on r.profile_id = a.profile_id and r.message_id = a.message_id and r.channel = a.channel
    and a.occurred_at >= r.from_time and a.occurred_at < r.until_time
), firsts as (
  select min(day) as day, channel, message_id, max(flow_id) as flow_id, role, bool_or(not by_machine) as by_human
  from placed
  where is_received and role in ('opened', 'clicked') and not was_counted
  group by profile_id, message_id, channel, role
), counts as (
  select day, channel, message_id, flow_id, coalesce(received, 0) as received, coalesce(bounced, 0) as bounced,
         0::bigint as opens, 0::bigint as unique_opens, 0::bigint as machine_opens,
         0::bigint as unique_human_opens, 0::bigint as clicks, 0::bigint as unique_clicks, 0::bigint as unsubscribes,
         0::bigint as spam_complaints
  from deliveries
  union all
  select day, channel, message_id, flow_id, 0, 0, opens, unique_opens, machine_opens, unique_human_opens, clicks,
         unique_clicks, unsubscribes, spam_complaints
  from aggregate_plain_actions
  union all
  select day, channel, message_id, flow_id, 0, 0, count(*) filter (where role = 'opened'), 0,
         count(*) filter (where role = 'opened' and by_machine), 0, count(*) filter (where role = 'clicked'), 0,
         count(*) filter (where role = 'unsubscribed'), count(*) filter (where role = 'spam')
  from placed
  group by day, channel, message_id, flow_id
  union all
  select day, channel, message_id, flow_id, 0, 0, 0, count(*) filter (where role = 'opened'), 0,
         count(*) filter (where role = 'opened' and by_human), 0, count(*) filter (where role = 'clicked'), 0, 0
  from firsts
  group by day, channel, message_id, flow_id
)
select $1, c.day, c.channel, owner.source, owner.source_id, c.message_id, sum(received), sum(bounced), sum(opens),
       sum(unique_opens), sum(machine_opens), sum(unique_human_opens), sum(clicks), sum(unique_clicks),
       sum(unsubscribes), sum(spam_complaints)
from counts c
left join dim_message known on known.account_id = $1 and known.message_id = c.message_id
cross join lateral (
  select case when c.flow_id is not null or known.source = 'flow' then 'flow'
              when c.message_id <> '' then 'campaign' else 'other' end as source,
         coalesce(c.flow_id, known.source_id, c.message_id) as source_id
) as owner
where c.day >= (select first_day from aggregate_bounds)
  and ($2 or exists (select 1 from aggregate_cells t where t.day = c.day and t.message_id = c.message_id))
group by c.day, c.channel, owner.source, owner.source_id, c.message_id;

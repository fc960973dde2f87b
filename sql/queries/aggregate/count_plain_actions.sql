-- Fills aggregate_plain_actions and aggregate_intricate_recipients from aggregate_events, when everything is built. Nearly
-- every message is received once, and then everything belongs to that receipt. Intricate is a recipient who received it
-- never or several times, of whom the actions know a flow that the receipt does not, or of whom something was pruned.
-- Without a person or a message an action counts on its own day.
-- $1 account id.
with message_metrics as (
  select metric_id, channel, role = 'received' as is_receipt, role = 'opened' as is_open, role = 'clicked' as is_click,
         role = 'unsubscribed' as is_unsubscription, role = 'spam' as is_complaint
  from aggregate_metrics
  where role in ('received', 'opened', 'clicked', 'unsubscribed', 'spam')
), acted as (
  select e.profile_id, e.message_id, m.channel, max(e.day) filter (where m.is_receipt) as day,
         max(e.flow_id) filter (where m.is_receipt) as flow_id,
         count(*) filter (where m.is_receipt) = 1
           and (max(e.flow_id) filter (where m.is_receipt) is not null or max(e.flow_id) is null) as was_received_once,
         count(*) filter (where m.is_open) as opens, count(*) filter (where m.is_open and e.machine_open) as machine_opens,
         count(*) filter (where m.is_click) as clicks, count(*) filter (where m.is_unsubscription) as unsubscribes,
         count(*) filter (where m.is_complaint) as spam_complaints
  from aggregate_events e
  join message_metrics m on m.metric_id = e.metric_id
  where e.profile_id is not null and e.message_id is not null
  group by e.profile_id, e.message_id, m.channel
  having not bool_and(m.is_receipt)
), recipients as materialized (
  select a.*, a.was_received_once and l.profile_id is null as is_plain
  from acted a
  left join ledger_receipts l
    on l.account_id = $1 and l.profile_id = a.profile_id and l.message_id = a.message_id and l.channel = a.channel
), intricate as (
  insert into aggregate_intricate_recipients (profile_id, message_id, channel)
  select profile_id, message_id, channel from recipients where not is_plain
)
insert into aggregate_plain_actions (
  day, channel, message_id, flow_id, is_received, opens, unique_opens, machine_opens, unique_human_opens, clicks,
  unique_clicks, unsubscribes, spam_complaints)
select day, channel, message_id, flow_id, true, sum(opens), count(*) filter (where opens > 0), sum(machine_opens),
       count(*) filter (where opens > machine_opens), sum(clicks), count(*) filter (where clicks > 0), sum(unsubscribes),
       sum(spam_complaints)
from recipients
where is_plain
group by day, channel, message_id, flow_id
union all
select e.day, m.channel, coalesce(e.message_id, ''), e.flow_id, false,
       count(*) filter (where m.is_open), 0, count(*) filter (where m.is_open and e.machine_open), 0,
       count(*) filter (where m.is_click), 0, count(*) filter (where m.is_unsubscription),
       count(*) filter (where m.is_complaint)
from aggregate_events e
join message_metrics m on m.metric_id = e.metric_id and not m.is_receipt
where e.profile_id is null or e.message_id is null
group by e.day, m.channel, coalesce(e.message_id, ''), e.flow_id;

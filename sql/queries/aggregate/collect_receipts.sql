-- Fills aggregate_receipts for the people in aggregate_recipient_events and, of those in aggregate_recipients, with receipts
-- whose events were pruned. What was done with a message before its receipt was pruned stays known without a receipt, too.
-- $1 account id, $2 time zone.
insert into aggregate_receipts (
  profile_id, message_id, channel, day, flow_id, from_time, until_time, was_opened, was_clicked)
with receipts as (
  select profile_id, message_id, channel, occurred_at, event_id, flow_id, false as opened, false as clicked
  from aggregate_recipient_events
  where role = 'received'
  union all
  select l.profile_id, l.message_id, l.channel, l.received_at, l.event_id, l.flow_id, l.opened, l.clicked
  from aggregate_recipients r
  join ledger_receipts l on l.account_id = $1 and l.profile_id = r.profile_id and l.message_id = r.message_id
), placed as (
  select profile_id, message_id, channel, occurred_at, max(flow_id) over recipient as flow_id,
         case when lag(event_id) over in_order is null then '-infinity' else occurred_at end as from_time,
         coalesce(lead(occurred_at) over in_order, 'infinity') as until_time,
         bool_or(opened) over recipient as was_opened, bool_or(clicked) over recipient as was_clicked
  from receipts
  window recipient as (partition by profile_id, message_id, channel),
         in_order as (partition by profile_id, message_id, channel order by occurred_at, event_id collate "C")
)
select profile_id, message_id, channel, (occurred_at at time zone $2)::date, flow_id, from_time, until_time, was_opened,
       was_clicked
from placed
where occurred_at is not null;

-- Makes aggregate_all_actions: what each recipient did with a message, from one pass over the events, when everything is
-- built; else empty. Nearly every message is received once, and then everything belongs to that receipt ("is_plain"); the
-- others are looked at one by one, see collect_all_recipients. Without a person or a message an action counts on its own
-- day.
-- $1 account id, $2 time zone, $3 whether everything is built.
-- Grain: one row per person, message and channel with an action; without person or message one a local day and flow.
-- A table made by its query, because only then does the server read the events with several processes.
create temp table aggregate_all_actions on commit drop as
select e.profile_id, e.message_id, m.channel, e.own_day, e.own_flow_id,
       (min(e.occurred_at) filter (where m.role = 'received') at time zone $2)::date as received_day,
       max(e.flow_id) filter (where m.role = 'received') as flow_id,
       e.own_day is null and count(*) filter (where m.role = 'received') = 1
         and (max(e.flow_id) filter (where m.role = 'received') is not null or max(e.flow_id) is null) as is_plain,
       count(*) filter (where m.role = 'opened') as opens,
       count(*) filter (where m.role = 'opened' and e.machine_open) as machine_opens,
       count(*) filter (where m.role = 'clicked') as clicks,
       count(*) filter (where m.role = 'unsubscribed') as unsubscribes,
       count(*) filter (where m.role = 'spam') as spam_complaints
from (
  select metric_id, profile_id, message_id, occurred_at, flow_id, machine_open,
         case when profile_id is null or message_id is null then (occurred_at at time zone $2)::date end as own_day,
         case when profile_id is null or message_id is null then flow_id end as own_flow_id
  from events
  where $3 and account_id = $1
) as e
join metric_roles m
  on m.account_id = $1 and m.metric_id = e.metric_id
  and m.role in ('received', 'opened', 'clicked', 'unsubscribed', 'spam')
group by e.profile_id, e.message_id, m.channel, e.own_day, e.own_flow_id
having count(*) filter (where m.role <> 'received') > 0;

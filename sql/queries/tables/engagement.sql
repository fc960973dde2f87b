-- What happened to messages, by day of receipt, for spreadsheets.
-- $1 account id
-- Grain: one row per local day, channel, campaign or flow, and message. A cursor named "rows": see fetch.
declare rows no scroll cursor for
select f.day, f.channel, f.source, f.source_id, coalesce(c.name, w.name) as name, f.message_id, f.received, f.bounced, f.opens,
       f.unique_opens, f.machine_opens, f.unique_human_opens, f.clicks, f.unique_clicks, f.unsubscribes, f.spam_complaints
from fact_engagement f
left join campaigns c on f.source = 'campaign' and c.account_id = f.account_id and c.campaign_id = f.source_id
left join flows w on f.source = 'flow' and w.account_id = f.account_id and w.flow_id = f.source_id
where f.account_id = $1
order by f.day, f.channel, f.source, f.source_id, f.message_id

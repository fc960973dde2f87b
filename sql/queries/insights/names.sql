-- The names of everything that orders and messages come from.
-- $1 account id
-- Grain: one row per campaign, flow, form and flow message that has a name: kind, id, name.
select 'campaign', campaign_id, name from campaigns where account_id = $1 and name <> ''
union all
select 'flow', flow_id, name from flows where account_id = $1 and name <> ''
union all
select 'form', form_id, name from forms where account_id = $1 and name <> ''
union all
select 'message', flow_message_id, name from flow_messages where account_id = $1 and name <> ''

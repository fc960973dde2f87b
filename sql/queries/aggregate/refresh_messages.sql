-- Brings dim_message in step with the listed campaigns and flows; notes what changed in aggregate_changed_messages.
-- Objects that vanished from the API stay known: orders go on naming them.
-- $1 account id.
with listed as (
  select distinct on (message_id) message_id, channel, source, source_id
  from (
    select campaign_id as message_id, channel, 'campaign' as source, campaign_id as source_id
    from campaigns where account_id = $1
    union all
    select m.campaign_message_id, coalesce(c.channel, m.channel, 'none'), 'campaign', coalesce(m.campaign_id, '')
    from campaign_messages m
    left join campaigns c on c.account_id = m.account_id and c.campaign_id = m.campaign_id
    where m.account_id = $1
    union all
    select m.flow_message_id, coalesce(m.channel, 'none'), 'flow', coalesce(m.flow_id, a.flow_id, '')
    from flow_messages m
    left join flow_actions a on a.account_id = m.account_id and a.flow_action_id = m.flow_action_id
    where m.account_id = $1
  ) as every
  order by message_id, source, source_id
), changed as (
  insert into dim_message as known (account_id, message_id, channel, source, source_id)
  select $1, message_id, channel, source, source_id from listed
  on conflict (account_id, message_id) do update
    set channel = excluded.channel, source = excluded.source, source_id = excluded.source_id
    where (known.channel, known.source, known.source_id) is distinct from
          (excluded.channel, excluded.source, excluded.source_id)
  returning message_id
)
insert into aggregate_changed_messages select message_id from changed;

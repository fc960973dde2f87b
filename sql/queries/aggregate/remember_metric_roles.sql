-- Recognises metrics of the vendor's own integration by their names and keeps the role by id.
-- $1 account id. Returns nothing; counts the metrics recognised for the first time.
insert into metric_roles (account_id, metric_id, role, channel)
select m.account_id, m.metric_id, known.role, known.channel
from metrics m
join metric_role_names known on known.name = lower(m.name)
where m.account_id = $1
  and lower(coalesce(m.integration_key, m.integration_name, 'klaviyo')) = 'klaviyo'
on conflict (account_id, metric_id) do nothing;

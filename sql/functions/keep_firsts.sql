-- Keeps in ledger_firsts what each person did or met first among the events before "boundary": for every metric, for every
-- metric with a form (the form), of any campaign and of any flow (which). What is kept already was earlier.
-- Returns how many were new there.
create or replace function keep_firsts(boundary timestamptz) returns bigint
language plpgsql
as $$
declare
  kept bigint;
  total bigint;
begin
  insert into ledger_firsts (account_id, profile_id, kind, metric_id, occurred_at, event_id, source_id)
  select distinct on (e.account_id, e.profile_id, e.metric_id)
         e.account_id, e.profile_id, 'metric', e.metric_id, e.occurred_at, e.event_id, ''
  from events e
  where e.occurred_at < boundary and e.profile_id is not null and e.metric_id is not null
  order by e.account_id, e.profile_id, e.metric_id, e.occurred_at, e.event_id
  on conflict (account_id, profile_id, kind, metric_id) do nothing;
  get diagnostics total = row_count;

  insert into ledger_firsts (account_id, profile_id, kind, metric_id, occurred_at, event_id, source_id)
  select distinct on (e.account_id, e.profile_id, e.metric_id)
         e.account_id, e.profile_id, 'form', e.metric_id, e.occurred_at, e.event_id, e.form_id
  from events e
  where e.occurred_at < boundary and e.profile_id is not null and e.metric_id is not null and e.form_id is not null
  order by e.account_id, e.profile_id, e.metric_id, e.occurred_at, e.event_id
  on conflict (account_id, profile_id, kind, metric_id) do nothing;
  get diagnostics kept = row_count;
  total := total + kept;

  insert into ledger_firsts (account_id, profile_id, kind, metric_id, occurred_at, event_id, source_id)
  select distinct on (e.account_id, e.profile_id)
         e.account_id, e.profile_id, 'campaign', '', e.occurred_at, e.event_id, coalesce(nullif(d.source_id, ''), d.message_id)
  from events e
  join dim_message d on d.account_id = e.account_id and d.message_id = e.message_id and d.source = 'campaign'
  where e.occurred_at < boundary and e.profile_id is not null
  order by e.account_id, e.profile_id, e.occurred_at, e.event_id
  on conflict (account_id, profile_id, kind, metric_id) do nothing;
  get diagnostics kept = row_count;
  total := total + kept;

  insert into ledger_firsts (account_id, profile_id, kind, metric_id, occurred_at, event_id, source_id)
  select distinct on (e.account_id, e.profile_id)
         e.account_id, e.profile_id, 'flow', '', e.occurred_at, e.event_id,
         coalesce(e.flow_id, nullif(d.source_id, ''), d.message_id)
  from events e
  left join dim_message d on d.account_id = e.account_id and d.message_id = e.message_id and d.source = 'flow'
  where e.occurred_at < boundary and e.profile_id is not null and (e.flow_id is not null or d.message_id is not null)
  order by e.account_id, e.profile_id, e.occurred_at, e.event_id
  on conflict (account_id, profile_id, kind, metric_id) do nothing;
  get diagnostics kept = row_count;
  return total + kept;
end
$$;

-- What cohorts need of events that were pruned: when each person did or met something first. It takes the place of
-- ledger_touches, which kept one first touch of any kind, so that no cohort could be told from it.

create table ledger_firsts (
  account_id  text not null,
  profile_id  text not null,
  kind        text not null,
  metric_id   text not null,
  occurred_at timestamptz not null,
  event_id    text not null,
  source_id   text not null,
  primary key (account_id, profile_id, kind, metric_id),
  constraint ledger_firsts_kind check (kind in ('metric', 'form', 'campaign', 'flow'))
);
comment on table ledger_firsts is
  'One row per person and kind of first event that was pruned: of a metric, of a metric with a form, of a campaign, of a flow';
comment on column ledger_firsts.account_id is 'The Klaviyo account';
comment on column ledger_firsts.profile_id is 'The person: Klaviyo''s id of the profile';
comment on column ledger_firsts.kind is 'What it was the first of: metric, form, campaign or flow';
comment on column ledger_firsts.metric_id is 'The metric, of the kinds metric and form; else ''''';
comment on column ledger_firsts.occurred_at is 'When it happened';
comment on column ledger_firsts.event_id is 'The event''s id in the API';
comment on column ledger_firsts.source_id is 'The form, campaign or flow; '''' of the kind metric';

insert into ledger_firsts (account_id, profile_id, kind, metric_id, occurred_at, event_id, source_id)
select account_id, profile_id, 'form', metric_id, occurred_at, event_id, form_id
from ledger_touches
where form_id is not null;
drop table ledger_touches;

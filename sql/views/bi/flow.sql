-- Dimension: flows, archived and deleted ones too.
-- Grain: one row per flow.
create or replace view flow as
select account_id, flow_id, name, status, trigger_type, archived as is_archived, created_at,
       deleted_at is not null as is_deleted
from flows;

comment on view flow is 'Dimension: one row per flow';
comment on column flow.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column flow.flow_id is 'Id in Klaviyo';
comment on column flow.name is 'As shown in Klaviyo';
comment on column flow.status is 'draft, manual or live';
comment on column flow.trigger_type is 'What begins it, as Klaviyo names it';
comment on column flow.is_archived is 'Whether it is archived';
comment on column flow.created_at is 'When it was created';
comment on column flow.is_deleted is 'Whether Klaviyo no longer lists the flow';

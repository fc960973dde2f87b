-- Dimension: segments.
-- Grain: one row per segment.
create or replace view segment as
select account_id, segment_id, name, is_active, created_at, deleted_at is not null as is_deleted
from segments;

comment on view segment is 'Dimension: one row per segment';
comment on column segment.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column segment.segment_id is 'Id in Klaviyo';
comment on column segment.name is 'As shown in Klaviyo';
comment on column segment.is_active is 'Whether Klaviyo keeps it up to date';
comment on column segment.created_at is 'When it was created';
comment on column segment.is_deleted is 'Whether Klaviyo no longer lists the segment';

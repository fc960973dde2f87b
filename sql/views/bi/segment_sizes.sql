-- Fact: how large segments were.
-- Grain: one row per local day and segment.
create or replace view segment_sizes as
select account_id, day, segment_id, members
from fact_segments;

comment on view segment_sizes is 'Fact: one row per local day and segment';
comment on column segment_sizes.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column segment_sizes.day is 'Local day in the account''s time zone: joins to day';
comment on column segment_sizes.segment_id is 'Joins to segment';
comment on column segment_sizes.members is 'At the end of the day: not additive over days';

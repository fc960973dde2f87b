-- Fact: people that can receive email marketing.
-- Grain: one row per local day.
create or replace view subscribers as
select account_id, day, subscribers, basis
from fact_subscribers;

comment on view subscribers is 'Fact: one row per local day';
comment on column subscribers.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column subscribers.day is 'Local day in the account''s time zone: joins to day';
comment on column subscribers.subscribers is 'At the end of the day: not additive over days';
comment on column subscribers.basis is 'reconstructed from times, or recorded by a run on that day';

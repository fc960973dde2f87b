-- Fact: how forms did.
-- Grain: one row per local day and form that was seen or submitted.
create or replace view form_activity as
select account_id, day, form_id, views, submissions, conversions
from fact_forms;

comment on view form_activity is 'Fact: one row per local day and form that was seen or submitted';
comment on column form_activity.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column form_activity.day is 'Local day in the account''s time zone: joins to day';
comment on column form_activity.form_id is 'Joins to form';
comment on column form_activity.views is 'How often the form was shown';
comment on column form_activity.submissions is 'How often it was submitted';
comment on column form_activity.conversions is 'Submitters of that day who ordered within 5 days';

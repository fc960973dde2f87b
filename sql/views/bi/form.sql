-- Dimension: sign-up forms.
-- Grain: one row per form.
create or replace view form as
select account_id, form_id, name, status, ab_test as is_ab_test, created_at, deleted_at is not null as is_deleted
from forms;

comment on view form is 'Dimension: one row per form';
comment on column form.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column form.form_id is 'Id in Klaviyo';
comment on column form.name is 'As shown in Klaviyo';
comment on column form.status is 'draft or live';
comment on column form.is_ab_test is 'Whether several versions are compared';
comment on column form.created_at is 'When it was created';
comment on column form.is_deleted is 'Whether Klaviyo no longer lists the form';

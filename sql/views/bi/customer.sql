-- Dimension: people, without what names them: no email address, telephone number, name, city or id of the sender's.
-- Orders and revenue are over the whole time that the facts cover.
-- Grain: one row per profile.
create or replace view customer as
select p.account_id, p.profile_id as customer_id, p.country, p.region, p.email_consent, p.email_can_receive,
       p.email_suppressed_at is not null as is_email_suppressed, p.sms_consent, p.sms_can_receive, p.push_consent,
       p.push_can_receive, p.created_at, p.deleted_at is not null as is_deleted, coalesce(o.orders, 0) as orders,
       coalesce(o.revenue, 0) as revenue, o.first_order_day, o.last_order_day, o.acquisition_channel, o.acquisition_source
from profiles p
left join (select account_id, profile_id, count(*) as orders, sum(amount) as revenue, min(day) as first_order_day,
                  max(day) as last_order_day, max(acquisition_channel) as acquisition_channel,
                  max(acquisition_source) as acquisition_source
           from fact_orders group by account_id, profile_id) o
  on o.account_id = p.account_id and o.profile_id = p.profile_id;

comment on view customer is 'Dimension: one row per person, without personal data';
comment on column customer.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column customer.customer_id is 'Klaviyo''s id of the profile';
comment on column customer.country is 'Country, as Klaviyo has it';
comment on column customer.region is 'State or region, as Klaviyo has it';
comment on column customer.email_consent is 'SUBSCRIBED, UNSUBSCRIBED or NEVER_SUBSCRIBED';
comment on column customer.email_can_receive is 'Whether Klaviyo would send email marketing';
comment on column customer.is_email_suppressed is 'Whether email to the person is suppressed';
comment on column customer.sms_consent is 'SUBSCRIBED, UNSUBSCRIBED or NEVER_SUBSCRIBED';
comment on column customer.sms_can_receive is 'Whether Klaviyo would send text messages';
comment on column customer.push_consent is 'SUBSCRIBED, UNSUBSCRIBED or NEVER_SUBSCRIBED';
comment on column customer.push_can_receive is 'Whether Klaviyo would send push messages';
comment on column customer.created_at is 'When the profile was created';
comment on column customer.is_deleted is 'Whether Klaviyo no longer lists the profile, or it was forgotten';
comment on column customer.orders is 'Orders in the facts';
comment on column customer.revenue is 'Of these orders, in the account''s currency';
comment on column customer.first_order_day is 'Local day of the first of them; null without any';
comment on column customer.last_order_day is 'Local day of the last of them; null without any';
comment on column customer.acquisition_channel is 'Channel of the person''s first order';
comment on column customer.acquisition_source is 'Source of the person''s first order';

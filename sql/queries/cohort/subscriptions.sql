-- When each subscriber of email subscribed, unsubscribed and was lost otherwise; defined as in
-- queries/aggregate/update_subscribers.sql: one who is subscribed counts from its consent (else from its creation), one
-- who unsubscribed from its creation, because a profile keeps only its latest consent.
-- klytics.p1 account id; klytics.p2 time zone
-- Grain: one row per person who is or was subscribed; local days, null for what did not happen. Who is suppressed or
-- vanishes without having unsubscribed is lost.
copy (
  with subscribers as (
    select profile_id,
           case when upper(email_consent) = 'SUBSCRIBED' then coalesce(email_consent_at, created_at) else created_at end
             as from_time,
           case when upper(email_consent) = 'UNSUBSCRIBED' then coalesce(email_consent_at, email_suppressed_at) end
             as unsubscribed_at,
           least(email_suppressed_at, deleted_at) as lost_at
    from profiles
    where account_id = (select current_setting('klytics.p1'))
      and (upper(email_consent) = 'SUBSCRIBED'
           or upper(email_consent) = 'UNSUBSCRIBED' and coalesce(email_consent_at, email_suppressed_at) is not null)
  )
  select profile_id, (from_time at time zone (select current_setting('klytics.p2')))::date as from_day,
         (unsubscribed_at at time zone (select current_setting('klytics.p2')))::date as unsubscribed_day,
         (lost_at at time zone (select current_setting('klytics.p2')))::date as lost_day
  from subscribers
  where from_time is not null
) to stdout (format binary)

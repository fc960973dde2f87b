-- When each member of a list, also a former one, joined, ended that, and was first seen in it. A subscription ends when a
-- listing no longer shows the member, or with unsubscribing from email after it joined, whichever comes first.
-- klytics.p1 account id; klytics.p2 time zone; klytics.p3 id of the list
-- Grain: one row per person; local days, null for what did not happen. Who is suppressed or vanishes from the profiles,
-- and with that from the list, is lost.
copy (
  with members as (
    select m.profile_id, coalesce(m.joined_at, m.first_seen_at) as from_time, m.first_seen_at,
           case when p.deleted_at is null or m.left_at < p.deleted_at - interval '1 day' then m.left_at end as left_at,
           case when upper(p.email_consent) = 'UNSUBSCRIBED' then coalesce(p.email_consent_at, p.email_suppressed_at) end
             as unsubscribed_at,
           least(p.email_suppressed_at, p.deleted_at) as lost_at
    from list_members m
    left join profiles p on p.account_id = m.account_id and p.profile_id = m.profile_id
    where m.account_id = (select current_setting('klytics.p1')) and m.list_id = (select current_setting('klytics.p3'))
  )
  select profile_id, (from_time at time zone (select current_setting('klytics.p2')))::date as from_day,
         (least(left_at, case when unsubscribed_at >= from_time then unsubscribed_at end)
           at time zone (select current_setting('klytics.p2')))::date as ended_day,
         (lost_at at time zone (select current_setting('klytics.p2')))::date as lost_day,
         (first_seen_at at time zone (select current_setting('klytics.p2')))::date as seen_day
  from members
) to stdout (format binary)

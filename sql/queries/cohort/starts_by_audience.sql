-- When each person joined a list or a segment, also one that has left; when the API does not say, when it was first seen.
-- klytics.p1 account id; klytics.p2 time zone; klytics.p3 id of the list or segment; klytics.p4 list or segment
-- Grain: one row per person. "id" and "name" of the cohort are '': it is the period of "day", a local day.
copy (
  select profile_id, (coalesce(joined_at, first_seen_at) at time zone (select current_setting('klytics.p2')))::date as day,
         '' as id, '' as name
  from list_members
  where account_id = (select current_setting('klytics.p1')) and list_id = (select current_setting('klytics.p3'))
    and (select current_setting('klytics.p4')) = 'list'
  union all
  select profile_id, (coalesce(joined_at, first_seen_at) at time zone (select current_setting('klytics.p2')))::date,
         '', ''
  from segment_members
  where account_id = (select current_setting('klytics.p1')) and segment_id = (select current_setting('klytics.p3'))
    and (select current_setting('klytics.p4')) = 'segment'
) to stdout (format binary)

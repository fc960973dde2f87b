-- Who is in a list or a segment now.
-- klytics.p1 account id; klytics.p2 id of the list or segment; klytics.p3 list or segment
-- Grain: one row per person.
copy (
  select profile_id from list_members
  where account_id = (select current_setting('klytics.p1')) and list_id = (select current_setting('klytics.p2'))
    and (select current_setting('klytics.p3')) = 'list' and left_at is null
  union all
  select profile_id from segment_members
  where account_id = (select current_setting('klytics.p1')) and segment_id = (select current_setting('klytics.p2'))
    and (select current_setting('klytics.p3')) = 'segment' and left_at is null
) to stdout (format binary)

-- By which campaign, or which flow, each person was reached first: the first event that names one of its messages, or the flow.
-- Events that were pruned are known from ledger_firsts.
-- klytics.p1 account id; klytics.p2 time zone; klytics.p3 campaign or flow
-- Grain: one row per person; "day" is the local day, "id" and "name" are the campaign's or the flow's.
copy (
  select t.profile_id, (t.occurred_at at time zone (select current_setting('klytics.p2')))::date as day, t.source_id as id,
         coalesce(c.name, f.name, t.source_id) as name
  from (
    select distinct on (profile_id) profile_id, occurred_at, source_id
    from (
      select e.profile_id, e.occurred_at, e.event_id,
             coalesce(case (select current_setting('klytics.p3')) when 'flow' then e.flow_id end, nullif(d.source_id, ''),
                      d.message_id) as source_id
      from events e
      left join (
        select account_id, message_id, source_id from dim_message where source = (select current_setting('klytics.p3'))
      ) as d on d.account_id = e.account_id and d.message_id = e.message_id
      where e.account_id = (select current_setting('klytics.p1')) and e.profile_id is not null
        and (d.message_id is not null or e.flow_id is not null and (select current_setting('klytics.p3')) = 'flow')
      union all
      select profile_id, occurred_at, event_id, source_id
      from ledger_firsts
      where account_id = (select current_setting('klytics.p1')) and kind = (select current_setting('klytics.p3'))
    ) as met
    order by profile_id, occurred_at, event_id
  ) as t
  left join campaigns c
    on c.account_id = (select current_setting('klytics.p1')) and c.campaign_id = t.source_id
    and (select current_setting('klytics.p3')) = 'campaign'
  left join flows f
    on f.account_id = (select current_setting('klytics.p1')) and f.flow_id = t.source_id
    and (select current_setting('klytics.p3')) = 'flow'
) to stdout (format binary)

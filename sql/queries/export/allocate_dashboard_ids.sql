-- Gives the next numbers to all objects of an account that have none yet, in order of creation, then of Klaviyo id. A
-- number once given stays for ever: rows are never updated or deleted, so it is never reused either. A campaign that
-- only events know (deleted before it was ever listed) gets one too.
-- $1 account id
-- Grain: one inserted row per campaign, flow, form or segment that is new to export.
with objects as (
  select 'campaign' as kind, campaign_id as klaviyo_id, created_at from campaigns where account_id = $1
  union all
  select distinct 'campaign', e.source_id, null::timestamptz
  from fact_engagement e
  where e.account_id = $1 and e.source = 'campaign' and e.source_id <> ''
    and not exists (select 1 from campaigns c where c.account_id = $1 and c.campaign_id = e.source_id)
  union all
  select 'flow', flow_id, created_at from flows where account_id = $1
  union all
  select 'form', form_id, created_at from forms where account_id = $1
  union all
  select 'segment', segment_id, created_at from segments where account_id = $1
)
insert into dashboard_ids (account_id, kind, klaviyo_id, id)
select $1, o.kind, o.klaviyo_id,
       coalesce((select max(d.id) from dashboard_ids d where d.account_id = $1 and d.kind = o.kind), 0)
         + row_number() over (partition by o.kind order by o.created_at nulls last, o.klaviyo_id collate "C")
from objects o
where not exists (
  select 1 from dashboard_ids d where d.account_id = $1 and d.kind = o.kind and d.klaviyo_id = o.klaviyo_id
)

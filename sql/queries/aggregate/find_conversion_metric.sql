-- Candidates for the metric that stands for an order, best first: the configured one, the one that the account maps to
-- revenue, the one of the well-known name. Where a name fits several, those of an integration other than the vendor's
-- own come before others, and those with events before those without.
-- $1 account id, $2 configured name or id ('' when none is configured).
-- Grain: one row per metric: id, name, integration, origin, has_events; equally good candidates share a rank.
with candidates as (
  select m.metric_id, m.name, coalesce(m.integration_name, '') as integration,
         lower(coalesce(m.integration_key, m.integration_name, 'klaviyo')) = 'klaviyo' as is_own,
         exists (select 1 from events e where e.account_id = m.account_id and e.metric_id = m.metric_id) as has_events,
         case
           when $2 <> '' and m.metric_id = $2 then 1
           when $2 <> '' and lower(m.name) = lower($2) then 2
           when $2 = '' and mapped.metric_id is not null then 3
           when $2 = '' and lower(m.name) = 'placed order' then 4
         end as origin
  from metrics m
  left join mapped_metrics mapped
    on mapped.account_id = m.account_id and mapped.metric_id = m.metric_id
    and mapped.mapping_id = 'revenue' and mapped.deleted_at is null
  where m.account_id = $1
    and m.deleted_at is null
)
select metric_id, name, integration, rank() over (order by origin, not has_events, is_own) as rank
from candidates
where origin is not null
order by rank, metric_id;

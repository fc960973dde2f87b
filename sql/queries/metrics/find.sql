-- The metrics of Klaviyo that a text means: the one of this id, else those of this name. Where a name fits several, those
-- that Klaviyo still lists come before others, and those with events before those without.
-- $1 account id, $2 id or name (any case)
-- Grain: one row per metric: id, name, integration; only equally good ones.
select metric_id, name, integration
from (
  select m.metric_id, m.name, coalesce(m.integration_name, '') as integration,
         rank() over (order by m.metric_id <> $2, m.deleted_at is not null,
                               not exists (select 1 from fact_metrics f
                                           where f.account_id = m.account_id and f.metric_id = m.metric_id)) as rank
  from metrics m
  where m.account_id = $1 and (m.metric_id = $2 or lower(m.name) = lower($2))
) as candidates
where rank = 1
order by metric_id collate "C"

-- The metrics of Klaviyo that an account has or had.
-- $1 account id
-- Grain: one row per metric, by name: id, name, whether it is gone or has no events.
select m.metric_id, m.name,
       m.deleted_at is not null
         or not exists (select 1 from fact_metrics f where f.account_id = m.account_id and f.metric_id = m.metric_id)
from metrics m
where m.account_id = $1
order by m.name collate "C", m.metric_id collate "C"

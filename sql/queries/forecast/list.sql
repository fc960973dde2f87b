-- The versions in the registry, with their last check against what happened. Models of customers and subscribers,
-- which predict no series and have no settings, are left out. A metric of Klaviyo's, which is kept by its id, has its name
-- beside it.
-- $1 account id; $2 metric, by id or name, or null; $3 whether retired ones too
-- Grain: one row per version, by metric, interval and version, newest first.
select m.metric, m.interval, m.version, m.stage, m.kind, m.settings, m.training_to, m.measures->>'mae' as mae,
       m.measures->>'mase' as mase, m.measures->>'relative_mae' as relative_mae, c.points, c.measures->>'ratio' as live_ratio,
       c.drift, n.name || substr(m.metric, length(n.metric_id) + 1) as name
from forecast_models m
left join metrics n on n.account_id = m.account_id and n.metric_id = split_part(m.metric, ':', 1)
left join lateral (select points, measures, drift from model_performance
                   where model_id = m.model_id order by measured_at desc limit 1) c on true
where m.account_id = $1 and m.settings <> '' and ($3::boolean or m.stage <> 'retired')
  and ($2::text is null or m.metric = $2 or lower(n.name || substr(m.metric, length(n.metric_id) + 1)) = lower($2))
order by m.metric, m.interval, m.version desc

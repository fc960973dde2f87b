-- How far the active version, and those of the same settings that it succeeded, were from what happened, beside how far they
-- had been from it in their backtests at the same steps. What was said before the settings last drifted does not count again.
-- $1 account id; $2 metric; $3 interval; $4 first instant that counts
-- Grain: one row: the active version and its number, first and last time, how many times; mean absolute error live and at the
-- backtest, bias (forecast - actual), shares inside the 80 % and 95 % intervals. No row without an active version.
select a.model_id, a.version, min(p.time), max(p.time), count(distinct p.time), avg(abs(p.actual - p.mean)),
       avg((m.measures->'mae_by_step'->>(p.step - 1))::double precision), avg(p.mean - p.actual),
       avg((p.actual between (p.quantiles->>'lo_80')::double precision and (p.quantiles->>'hi_80')::double precision)::integer),
       avg((p.actual between (p.quantiles->>'lo_95')::double precision and (p.quantiles->>'hi_95')::double precision)::integer)
from forecast_models a
join forecast_models m on m.account_id = a.account_id and m.metric = a.metric and m.interval = a.interval
  and m.settings = a.settings
  and m.version > coalesce((select max(d.version) from forecast_models d
                            join model_performance f on f.account_id = d.account_id and f.model_id = d.model_id and f.drift
                            where d.account_id = a.account_id and d.metric = a.metric and d.interval = a.interval
                              and d.settings = a.settings), 0)
left join forecast_predictions p on p.account_id = m.account_id and p.model_id = m.model_id and p.actual is not null
  and p.time >= $4::timestamptz and m.measures->'mae_by_step'->>(p.step - 1) is not null
where a.account_id = $1 and a.metric = $2 and a.interval = $3 and a.stage = 'active'
group by a.model_id, a.version

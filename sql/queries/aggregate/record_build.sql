-- Records that the facts were built. Days whose events were pruned count by their facts, days whose facts were
-- pruned not at all.
-- $1 account id, $2 time zone, $3 conversion metric or null, $4 hash of everything else they depend on.
insert into fact_builds (account_id, built_at, events_from, events_to, conversion_metric_id, settings_hash)
select $1, now(), greatest(least((first at time zone $2)::date, first_pruned), facts_from), (last at time zone $2)::date, $3, $4
from (select (select min(occurred_at) from events where account_id = $1) as first,
             (select max(occurred_at) from events where account_id = $1) as last,
             (select min(day) from fact_metrics
              where account_id = $1 and day < (select first_day from aggregate_bounds)) as first_pruned,
             (select nullif(first_people_day, '-infinity') from aggregate_bounds) as facts_from) as span
on conflict (account_id) do update
  set built_at = excluded.built_at, events_from = excluded.events_from, events_to = excluded.events_to,
      conversion_metric_id = excluded.conversion_metric_id, settings_hash = excluded.settings_hash;

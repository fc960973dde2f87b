-- Records that the facts were built.
-- $1 account id, $2 time zone, $3 conversion metric or null, $4 hash of everything else they depend on.
insert into fact_builds (account_id, built_at, events_from, events_to, conversion_metric_id, settings_hash)
values ($1, now(),
        ((select min(occurred_at) from events where account_id = $1) at time zone $2)::date,
        ((select max(occurred_at) from events where account_id = $1) at time zone $2)::date, $3, $4)
on conflict (account_id) do update
  set built_at = excluded.built_at, events_from = excluded.events_from, events_to = excluded.events_to,
      conversion_metric_id = excluded.conversion_metric_id, settings_hash = excluded.settings_hash;

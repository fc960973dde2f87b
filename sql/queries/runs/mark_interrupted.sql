-- Runs of the same verb ($1) and account ($2, may be null) that say "running" though nobody holds their lock died
-- without a word: marks them and their resources interrupted. $3 the run that asks.
with candidates as materialized (
  select run_id
  from runs
  where status = 'running' and verb = $1 and account_id is not distinct from $2 and run_id <> $3
), dead as materialized (
  select run_id from candidates where pg_try_advisory_xact_lock(hashtextextended('klytics run ' || run_id, 0))
), resources as (
  update run_resources r
  set status = 'interrupted', finished_at = now()
  from dead
  where r.run_id = dead.run_id and r.status = 'running'
)
update runs r
set status = 'interrupted', finished_at = now(), message = coalesce(r.message, 'the process ended without saying why')
from dead
where r.run_id = dead.run_id

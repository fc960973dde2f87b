-- Closes a run, and the resources that are open still, with it. $1 run, $2 status, $3 exit code, $4 message or null.
with resources as (
  update run_resources set status = $2, finished_at = now() where run_id = $1 and status = 'running'
)
update runs set status = $2, exit_code = $3, message = $4, finished_at = now() where run_id = $1

-- Closes a resource of a run. $1 run, $2 resource, $3 status, $4 requests of the whole run, $5 warning or null.
insert into run_resources as r (run_id, resource, status, requests, finished_at, warning)
values ($1, $2, $3, $4, now(), $5)
on conflict (run_id, resource) do update
set status = excluded.status, requests = excluded.requests, finished_at = now(),
    warning = coalesce(r.warning || E'\n' || excluded.warning, r.warning, excluded.warning)

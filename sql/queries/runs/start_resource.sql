-- Enters a resource of a run. $1 run, $2 resource.
insert into run_resources (run_id, resource) values ($1, $2) on conflict do nothing

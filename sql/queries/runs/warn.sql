-- Adds a line to the warning of a resource. $1 run, $2 resource, $3 text.
insert into run_resources as r (run_id, resource, warning)
values ($1, $2, $3)
on conflict (run_id, resource) do update set warning = coalesce(r.warning || E'\n', '') || excluded.warning

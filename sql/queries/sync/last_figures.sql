-- What runs of sync fetched of each resource. $1 account.
-- Grain: one row per resource that a run has finished, by name: pages and records of the last one, and of the one with
-- the most pages, which was a complete listing if there ever was one.
select distinct on (resource)
       resource, pages, fetched, max(pages) over resources, max(fetched) over resources
from (select r.run_id, r.resource collate "C" as resource, r.pages, r.fetched
      from run_resources r
      join runs using (run_id)
      where runs.account_id = $1 and runs.verb = 'sync' and r.status = 'done') finished
window resources as (partition by resource)
order by resource, run_id desc

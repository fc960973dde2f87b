-- Adds to what a run did to a resource. $1 run, $2 resource, $3 pages, $4 fetched, $5 inserted, $6 updated,
-- $7 unchanged, $8 removed, $9 quarantined.
insert into run_resources as r (run_id, resource, pages, fetched, inserted, updated, unchanged, removed, quarantined)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (run_id, resource) do update
set pages = r.pages + excluded.pages, fetched = r.fetched + excluded.fetched, inserted = r.inserted + excluded.inserted,
    updated = r.updated + excluded.updated, unchanged = r.unchanged + excluded.unchanged,
    removed = r.removed + excluded.removed, quarantined = r.quarantined + excluded.quarantined

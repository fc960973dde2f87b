-- What an unfinished synchronisation left behind. $1 account.
-- Grain: one row per resource with slices, by name: slices that are not done, slices that are.
select resource, count(*) filter (where not done), count(*) filter (where done)
from sync_slices
where account_id = $1
group by resource
order by resource collate "C"

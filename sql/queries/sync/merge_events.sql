-- $1 account. One row: inserted, updated.
select inserted, updated from merge_events($1)

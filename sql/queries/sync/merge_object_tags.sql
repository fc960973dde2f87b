-- $1 account. One row: inserted, removed.
select inserted, removed from merge_object_tags($1)

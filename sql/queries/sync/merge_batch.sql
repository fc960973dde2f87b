-- $1 target table, $2 staging table, $3 account. One row: inserted, updated.
select inserted, updated from merge_batch($1, $2, $3)

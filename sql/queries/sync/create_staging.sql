-- $1 target table, $2 name of the staging table, $3 columns as a text array; null for all that a batch can carry.
select create_staging($1, $2, $3)

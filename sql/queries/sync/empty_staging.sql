-- $1 name of the staging table. Returns nothing.
select empty_staging($1)

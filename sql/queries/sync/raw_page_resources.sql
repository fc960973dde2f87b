-- $1 account. Grain: one row per resource of which raw pages are kept, by name.
select distinct resource collate "C" as resource from raw_pages where account_id = $1 order by 1

-- Whether events tell both views and submissions of forms. $1 account, $2 and $3 names of the metrics that say so, as
-- text arrays. One value.
select exists (select 1 from metrics m
               where m.account_id = $1 and m.deleted_at is null
                 and lower(m.name) in (select lower(name) from unnest($2::text[]) as name))
   and exists (select 1 from metrics m
               where m.account_id = $1 and m.deleted_at is null
                 and lower(m.name) in (select lower(name) from unnest($3::text[]) as name))

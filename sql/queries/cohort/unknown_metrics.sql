-- Which names of a list are no metric of the account.
-- $1 account id; $2 names, a JSON array
-- Grain: one row per unknown name.
select distinct name
from jsonb_array_elements_text($2::jsonb) as n (name)
where not exists (select 1 from metrics m where m.account_id = $1 and m.name = n.name)
order by name

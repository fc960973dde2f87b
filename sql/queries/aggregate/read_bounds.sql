-- Fills aggregate_bounds.
-- $1 account id.
insert into aggregate_bounds (first_day, first_people_day)
select coalesce(max(frozen_before), '-infinity'), coalesce(max(facts_from), '-infinity')
from retention
where account_id = $1;

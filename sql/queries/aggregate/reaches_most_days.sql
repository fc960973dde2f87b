-- Whether so many days lie in aggregate_cells that one pass over all events costs less than reading them day by day.
-- $1 account id, $2 on how many days that is never so. One row: whether.
select reached.days > $2 and reached.days * 4 > known.days
from (select count(distinct day) as days from aggregate_cells) as reached
cross join (select count(distinct day) as days from fact_metrics where account_id = $1) as known;

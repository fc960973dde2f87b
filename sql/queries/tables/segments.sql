-- Members of segments by day, for spreadsheets.
-- $1 account id
-- Grain: one row per local day and segment. A cursor named "rows": see fetch.
declare rows no scroll cursor for
select f.day, f.segment_id, s.name, f.members
from fact_segments f
left join segments s on s.account_id = f.account_id and s.segment_id = f.segment_id
where f.account_id = $1
order by f.day, f.segment_id

-- The flows or campaigns that a text means: the one of this id, else those of this name.
-- $1 account id; $2 "flow" or "campaign"; $3 id or name (any case)
-- Grain: one row per flow or campaign: id, name; only equally good ones.
select owner_id, name
from (
  select o.owner_id, o.name, rank() over (order by o.owner_id <> $3) as rank
  from (select flow_id as owner_id, name from flows where account_id = $1 and $2 = 'flow'
        union all
        select campaign_id, name from campaigns where account_id = $1 and $2 = 'campaign') as o
  where o.owner_id = $3 or lower(o.name) = lower($3)
) as candidates
where rank = 1
order by owner_id collate "C"

-- The names of all flows or campaigns.
-- $1 account id; $2 "flow" or "campaign"
-- Grain: one row per name.
select name from flows where account_id = $1 and $2 = 'flow'
union
select name from campaigns where account_id = $1 and $2 = 'campaign'
order by name

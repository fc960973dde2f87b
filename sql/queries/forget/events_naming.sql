-- Events whose record holds a text, anybody's. $1 account, $2 the text in lower case. Grain: as queries/forget/events.
-- Cost: reads every event of the account.
select event_id, occurred_at, raw::text, true as is_there from events
where account_id = $1 and position($2 in lower(raw::text)) > 0
union all
select event_id, occurred_at, raw, false from deleted_events where account_id = $1 and position($2 in lower(raw)) > 0

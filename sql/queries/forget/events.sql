-- A person's events. $1 account, $2 profile id. Grain: one row per event: id, time, record; whether the vendor has it still.
select event_id, occurred_at, raw::text, true as is_there from events where account_id = $1 and profile_id = $2
union all
select event_id, occurred_at, raw, false from deleted_events where account_id = $1 and profile_id = $2

-- $1 account, $2 whether all events are likely to be new. Grain: one row per staged key whose event is not to be copied:
-- staged_row, whether the event is known.
select staged_row, known from claim_events($1, $2)

-- Gives back the room of the keys whose events were dropped. Parameters: none. Not in a transaction.
vacuum (analyze) event_keys

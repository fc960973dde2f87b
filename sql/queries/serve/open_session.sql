-- Makes a session one that may only read, and ends every later statement of it that takes too long.
-- $1 seconds
-- Grain: one row, the two settings.
select set_config('default_transaction_read_only', 'on', false),
       set_config('statement_timeout', $1::integer * 1000 || 'ms', false)

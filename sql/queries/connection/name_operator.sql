-- Tells the session who is at work, for append_audit. $1 user@host of the process. One row.
select set_config('klytics.operator', $1, false);

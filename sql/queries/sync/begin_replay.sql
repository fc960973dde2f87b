-- $1 account. Returns nothing.
select begin_replay($1)

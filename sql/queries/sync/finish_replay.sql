-- $1 account, $2 run of the replay. Returns nothing.
select finish_replay($1, $2)

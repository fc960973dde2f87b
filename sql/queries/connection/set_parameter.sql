-- Sets a parameter of a COPY, which takes none itself, until the end of the transaction.
-- $1 its name (klytics.p1, ...), $2 its value. Grain: one row with the value.
select set_config($1, $2, true)

-- Prepares the transaction that status reads in: all its statements see one state of the database and change nothing.
-- First statement of the transaction, sent without parameters. Returns nothing.
set transaction isolation level repeatable read, read only;

-- Prepares the transaction that serve, explain, analyze and tables read in: as begin_snapshot, but nothing can be changed,
-- so that a role that may only read is enough. First statement of the transaction, sent without parameters.
set transaction isolation level repeatable read, read only;
set local jit = off;
set local work_mem = '64MB';

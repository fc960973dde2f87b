-- Prepares the transaction that export reads in. First statement of the transaction, sent without parameters.
-- One state of the database is seen from the first query on. The numbers of the dashboard are locked before that (LOCK
-- takes no snapshot), so that what another export allocated meanwhile is seen, and no third one can allocate; readers
-- are not held up. Compiling takes longer than these queries, and their sorts should fit into memory.
set transaction isolation level repeatable read;
set local jit = off;
set local work_mem = '64MB';
lock table dashboard_ids in share row exclusive mode;

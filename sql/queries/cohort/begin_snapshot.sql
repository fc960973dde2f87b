-- Prepares the transaction that cohort reads in: one state of the database is seen throughout. First statement of the
-- transaction, sent without parameters. Compiling takes longer than these queries; their sorts should fit into memory.
set transaction isolation level repeatable read, read only;
set local jit = off;
set local work_mem = '64MB';

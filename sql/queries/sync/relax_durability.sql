-- A commit of pages need not wait for the disk: positions are in the same transaction as their data, so after a crash
-- of the server the pages of its last moments are fetched again. Completing a partition waits, and with it all before.
-- Parameters: none. Returns nothing.
set local synchronous_commit to off

-- The next rows of the cursor "rows". As many as take a few megabytes: memory does not grow with a table.
-- Parameters: none.
-- Grain: as the cursor's; no row at the end.
fetch 5000 from rows

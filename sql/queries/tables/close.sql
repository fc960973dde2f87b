-- Ends the cursor "rows".
-- Parameters: none. Returns nothing.
close rows

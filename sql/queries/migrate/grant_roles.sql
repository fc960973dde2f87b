-- Creates the roles klytics_writer and klytics_reader where they are missing, and grants them what they may do.
-- Parameters: none.
select grant_roles();

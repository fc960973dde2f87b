-- What every session relies on, whatever the role or the database has as defaults. Run once after connecting.
-- Parameters: none. Returns nothing.
set timezone to 'UTC';
set datestyle to 'ISO, YMD';
set intervalstyle to 'postgres';
set bytea_output to 'hex';
set extra_float_digits to 1;
set standard_conforming_strings to on;
set client_min_messages to warning;
set default_transaction_isolation to 'read committed';

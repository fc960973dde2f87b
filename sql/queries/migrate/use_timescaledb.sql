-- Lets TimescaleDB keep the large tables. Parameters: none.
create extension if not exists timescaledb schema public;
select use_timescaledb();

-- What keeps the large tables. Parameters: none. One row: postgres or timescaledb.
select storage_engine();

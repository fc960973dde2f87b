-- What keeps the large tables. Parameters: none. One row: postgres, timescaledb or citus.
select storage_engine();

-- Whether the server has klytics' own database. Parameters: none. One row: one boolean.
select exists (select 1 from pg_database where datname = 'klytics');

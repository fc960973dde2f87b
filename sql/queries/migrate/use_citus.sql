-- Lets Citus spread the tables. The extension must be installed, with the workers it is to use. Parameters: none.
create extension if not exists citus;
select use_citus();

-- Ends what enter_bi began. Parameters: none. One row: the search path.
select set_config('search_path', current_setting('klytics.search_path'), true);

-- The tables that are built from raw pages alone and have one row per object, with a raw_page_id.
create or replace function replayed_tables() returns text[]
language sql immutable
as $$
  select array['accounts', 'metrics', 'mapped_metrics', 'profiles', 'lists', 'list_members', 'segments',
               'segment_members', 'campaigns', 'campaign_messages', 'flows', 'flow_actions', 'flow_messages', 'forms',
               'tags', 'api_objects', 'report_values', 'metric_days'];
$$;

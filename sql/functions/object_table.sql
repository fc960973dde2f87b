-- The table that holds the objects of a resource: the one of the same name, report_values for reports,
-- else api_objects.
create or replace function object_table(resource text) returns text
language sql immutable
as $$
  select case when resource in ('metrics', 'mapped_metrics', 'profiles', 'lists', 'segments', 'list_members',
                                'segment_members', 'campaigns', 'campaign_messages', 'flows', 'flow_actions',
                                'flow_messages', 'forms', 'tags')
              then resource
              when resource like '%\_report' then 'report_values' else 'api_objects' end;
$$;

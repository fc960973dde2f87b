-- The table that holds the objects of a resource: the one of the same name, else api_objects.
create or replace function object_table(resource text) returns text
language sql immutable
as $$
  select case when resource in ('metrics', 'mapped_metrics', 'profiles', 'lists', 'segments', 'list_members',
                                'segment_members', 'campaigns', 'campaign_messages', 'flows', 'flow_actions',
                                'flow_messages', 'forms', 'tags')
              then resource else 'api_objects' end;
$$;

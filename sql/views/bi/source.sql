-- Dimension: what led to an order or sent a message.
-- Grain: one row per kind of source.
create or replace view source as
select source, name, position
from (values ('campaign', 'Campaign', 1), ('flow', 'Flow', 2), ('form', 'Form', 3), ('other', 'Not attributed', 4))
  as known (source, name, position);

comment on view source is 'Dimension: one row per kind of source';
comment on column source.source is 'campaign, flow, form or other';
comment on column source.name is 'For people';
comment on column source.position is 'Order in which to show them';

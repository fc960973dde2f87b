-- Dimension: what carries a message.
-- Grain: one row per channel.
create or replace view channel as
select channel, name, position
from (values ('email', 'Email', 1), ('sms', 'Text message', 2), ('push', 'Push message', 3), ('none', 'No message', 4))
  as known (channel, name, position);

comment on view channel is 'Dimension: one row per channel';
comment on column channel.channel is 'email, sms, push or none';
comment on column channel.name is 'For people';
comment on column channel.position is 'Order in which to show them';

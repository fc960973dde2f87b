-- The names under which the vendor reports what happens to a message, older and newer ones.
-- Grain: one row per metric name, in lower case.
create or replace view metric_role_names as
select * from (values
  ('received email', 'received', 'email'),
  ('received sms', 'received', 'sms'),
  ('received text message', 'received', 'sms'),
  ('received push', 'received', 'push'),
  ('received push notification', 'received', 'push'),
  ('bounced email', 'bounced', 'email'),
  ('failed to deliver sms', 'bounced', 'sms'),
  ('failed to deliver text message', 'bounced', 'sms'),
  ('bounced push', 'bounced', 'push'),
  ('bounced push notification', 'bounced', 'push'),
  ('opened email', 'opened', 'email'),
  ('opened push', 'opened', 'push'),
  ('opened push notification', 'opened', 'push'),
  ('clicked email', 'clicked', 'email'),
  ('clicked sms', 'clicked', 'sms'),
  ('clicked text message', 'clicked', 'sms'),
  ('unsubscribed', 'unsubscribed', 'email'),
  ('unsubscribed from email marketing', 'unsubscribed', 'email'),
  ('unsubscribed from sms', 'unsubscribed', 'sms'),
  ('unsubscribed from sms marketing', 'unsubscribed', 'sms'),
  ('unsubscribed from text message marketing', 'unsubscribed', 'sms'),
  ('marked email as spam', 'spam', 'email')
) as known (name, role, channel);

comment on view metric_role_names is 'One row per name, in lower case, of a metric that says what happened to a message';
comment on column metric_role_names.name is 'Name of the metric, in lower case';
comment on column metric_role_names.role is 'received, opened, clicked, bounced, unsubscribed or spam';
comment on column metric_role_names.channel is 'email, sms or push';

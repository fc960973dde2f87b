-- A text that is empty or blank says nothing: an empty id is no id. Collection stores it as null, like one that is missing; here
-- what was stored before becomes the same, for a full build took it otherwise than an incremental one. Facts are built anew.

do $$
declare
  mend record;
  condition text;
  is_needed boolean;
begin
  -- TimescaleDB unpacks what an update may meet, and refuses to unpack much in one transaction.
  if current_setting('timescaledb.max_tuples_decompressed_per_dml_transaction', true) is not null then
    perform set_config('timescaledb.max_tuples_decompressed_per_dml_transaction', '0', true);
  end if;
  for mend in
    select * from (values
      ('events', array['metric_id', 'profile_id', 'currency', 'unique_id', 'message_id', 'flow_id', 'form_id',
                       'attributed_event_id', 'attributed_campaign_id', 'attributed_campaign_message_id',
                       'attributed_flow_id', 'attributed_flow_message_id']),
      ('profiles', array['email', 'phone_number', 'external_id', 'first_name', 'last_name', 'country', 'region', 'city',
                         'email_consent', 'sms_consent', 'push_consent']),
      ('ledger_receipts', array['flow_id'])
    ) as t (name, columns)
  loop
    -- What is blank sorts before '!' byte by byte, which is quickly said of a row.
    condition := (select format('least(%s) < ''!''', string_agg(format('%I collate "C"', name), ', '))
                  from unnest(mend.columns) as name);
    execute format('select exists (select 1 from %I where %s)', mend.name, condition) into is_needed;
    if is_needed then
      execute (
        select format('update %I set %s where %s', mend.name,
                      string_agg(format($set$%1$I = case when %1$I ~ '[^ \t\n\v\f\r]' then %1$I end$set$, name), ', '),
                      condition)
        from unnest(mend.columns) as name);
    end if;
  end loop;
end
$$;

-- What was kept of pruned events under no id.
delete from ledger_receipts where message_id !~ '[^ \t\n\v\f\r]';
delete from ledger_firsts
where kind in ('metric', 'form') and metric_id !~ '[^ \t\n\v\f\r]'
   or kind in ('form', 'campaign', 'flow') and source_id !~ '[^ \t\n\v\f\r]';

update fact_builds set settings_hash = '';

-- Opens and clicks of this build without a known receipt, which no rate contains.
-- One row: how many.
select (select count(*)
        from aggregate_actions a
        where a.role in ('opened', 'clicked')
          and not exists (select 1 from aggregate_receipts r
                          where r.profile_id = a.profile_id and r.message_id = a.message_id and r.channel = a.channel))
       + (select coalesce(sum(opens + clicks), 0) from aggregate_plain_actions where not is_received);

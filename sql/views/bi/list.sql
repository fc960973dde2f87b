-- Dimension: lists, with their size now.
-- Grain: one row per list.
create or replace view list as
select l.account_id, l.list_id, l.name, l.opt_in_process, l.created_at, l.deleted_at is not null as is_deleted,
       coalesce(m.members, 0) as members
from lists l
left join (select account_id, list_id, count(*) as members from list_members where left_at is null
           group by account_id, list_id) m
  on m.account_id = l.account_id and m.list_id = l.list_id;

comment on view list is 'Dimension: one row per list';
comment on column list.account_id is 'The account: joins to account, and to every other view together with its own key';
comment on column list.list_id is 'Id in Klaviyo';
comment on column list.name is 'As shown in Klaviyo';
comment on column list.opt_in_process is 'single_opt_in or double_opt_in';
comment on column list.created_at is 'When it was created';
comment on column list.is_deleted is 'Whether Klaviyo no longer lists the list';
comment on column list.members is 'Members at the last collection';

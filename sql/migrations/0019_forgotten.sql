-- Whom to keep out. See functions/forget_person.sql.

create table forgotten (
  account_id   text not null,
  identity     text not null,
  kind         text not null,
  key_check    text not null,
  forgotten_at timestamptz not null default now(),
  primary key (account_id, identity),
  constraint forgotten_kind check (kind in ('profile', 'email', 'phone'))
);
comment on table forgotten is 'One row per identity of a person who was forgotten: klytics sync and --replay bring nobody of them back';
comment on column forgotten.account_id is 'The Klaviyo account';
comment on column forgotten.identity is 'Hash of the identity, keyed with the salt of [privacy], which is not in the database';
comment on column forgotten.kind is 'What was hashed: profile (its id), email or phone';
comment on column forgotten.key_check is 'Tells whether a salt is the one that was used';
comment on column forgotten.forgotten_at is 'When';

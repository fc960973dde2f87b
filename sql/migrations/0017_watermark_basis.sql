-- What a partition was asked for with: numbers of a report for another conversion metric are due again.
alter table watermarks add column basis text not null default '';
comment on column watermarks.basis is 'What a report was asked for with: the id of its conversion metric; empty otherwise';

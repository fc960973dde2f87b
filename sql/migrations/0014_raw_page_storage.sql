-- Raw pages are zstd frames: a second compression costs time and gains nothing.
alter table raw_pages alter column body set storage external;

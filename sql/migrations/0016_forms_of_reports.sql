-- Views and submissions of forms may come from the vendor's report where no event tells them.
alter table fact_forms add column from_report boolean not null default false;
comment on column fact_forms.from_report is 'Views and submissions are those of form_series_report; conversions are counted from events';

-- Dimension: the calendar.
-- Grain: one row per date.
create or replace view day as
select day, year, quarter, month, day_of_month, iso_year, iso_week, day_of_week, is_weekend, month_start, week_start,
       quarter_start
from dim_date;

comment on view day is 'Dimension: one row per calendar day';
comment on column day.day is 'The date';
comment on column day.year is 'Calendar year';
comment on column day.quarter is '1 to 4';
comment on column day.month is '1 to 12';
comment on column day.day_of_month is '1 to 31';
comment on column day.iso_year is 'Year of the ISO week';
comment on column day.iso_week is '1 to 53';
comment on column day.day_of_week is '1 Monday to 7 Sunday';
comment on column day.is_weekend is 'Saturday or Sunday';
comment on column day.month_start is 'First day of its month';
comment on column day.week_start is 'Monday of its week';
comment on column day.quarter_start is 'First day of its quarter';

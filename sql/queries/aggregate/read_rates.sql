-- Takes note of the rates of the configuration.
-- $1 the account's currency; $2 currencies, $3 first local days (-infinity: always), $4 rates: equally long arrays.
insert into aggregate_rates (currency, from_day, until_day, rate)
select currency, from_day, lead(from_day, 1, date 'infinity') over (partition by currency order by from_day), rate
from (
  select currency, from_day, rate
  from unnest($2::text[], $3::date[], $4::numeric[]) as given (currency, from_day, rate)
  where currency <> $1
) as rates;

# Prophet on the training parts that `bench_forecast_daily --export` wrote: Rscript prophet.R TRAIN.csv FORECASTS.csv
# Yearly season and the public holidays of the United States, as its users have it for a shop; 80 % intervals.
suppressMessages(library(prophet))
files <- commandArgs(TRUE)
train <- read.csv(files[1], stringsAsFactors = FALSE)
out <- file(files[2], "w")
writeLines("series,origin,step,mean,lo,hi,ms", out)
for (part in split(train, paste(train$series, train$origin))) {
  history <- data.frame(ds = as.Date(part$date), y = part$value)
  step <- part$step_days[1]
  days <- max(history$ds) + step * seq_len(part$horizon[1])
  start <- proc.time()[["user.self"]]
  model <- prophet(yearly.seasonality = TRUE, weekly.seasonality = step == 1, daily.seasonality = FALSE)
  if (step == 1) model <- add_country_holidays(model, "US")
  model <- suppressMessages(fit.prophet(model, history))
  forecast <- predict(model, data.frame(ds = days))
  spent <- 1000 * (proc.time()[["user.self"]] - start)
  writeLines(sprintf("%s,%d,%d,%.10g,%.10g,%.10g,%.1f", part$series[1], part$origin[1], seq_along(days), forecast$yhat,
                     forecast$yhat_lower, forecast$yhat_upper, spent), out)
}
close(out)

# Prophet on the training parts that `bench_forecast_daily --export` wrote: Rscript prophet.R TRAIN.csv FORECASTS.csv
# Yearly season, the public holidays of the United States and the announced sales, as its users have it for a shop; 80 %
# intervals.
suppressMessages(library(prophet))
files <- commandArgs(TRUE)
train <- read.csv(files[1], stringsAsFactors = FALSE)
out <- file(files[2], "w")
writeLines("series,origin,step,mean,lo,hi,ms", out)
for (part in split(train, paste(train$series, train$origin))) {
  known <- data.frame(ds = as.Date(part$date), y = part$value, announced = part$announced)
  history <- known[!is.na(known$y), ]
  step <- part$step_days[1]
  future <- data.frame(ds = max(history$ds) + step * seq_len(part$horizon[1]), announced = 0)
  if (any(is.na(known$y))) future$announced <- known$announced[is.na(known$y)]
  start <- proc.time()[["user.self"]]
  model <- prophet(yearly.seasonality = TRUE, weekly.seasonality = step == 1, daily.seasonality = FALSE)
  if (step == 1) model <- add_country_holidays(model, "US")
  if (any(known$announced != 0)) model <- add_regressor(model, "announced")
  model <- suppressMessages(fit.prophet(model, history))
  forecast <- predict(model, future)
  spent <- 1000 * (proc.time()[["user.self"]] - start)
  writeLines(sprintf("%s,%d,%d,%.10g,%.10g,%.10g,%.1f", part$series[1], part$origin[1], seq_len(nrow(future)), forecast$yhat,
                     forecast$yhat_lower, forecast$yhat_upper, spent), out)
}
close(out)

# Processor time of R's forecast package on every Nth monthly series: Rscript forecast_speed.R DATA.csv.gz N TIMES.csv
suppressMessages(library(forecast))
arguments <- commandArgs(TRUE)
data <- read.csv(gzfile(arguments[1]), stringsAsFactors = FALSE)
data <- data[data$period == "monthly", ]
names <- unique(data$series_id)
names <- names[seq(1, length(names), by = as.integer(arguments[2]))]
series <- lapply(names, function(name) {
  rows <- data[data$series_id == name, ]
  list(train = ts(rows$value[rows$split == "train"], frequency = 12), horizon = sum(rows$split == "test"))
})
milliseconds <- function(one) {
  start <- proc.time()
  for (part in series) one(part$train, part$horizon)
  spent <- proc.time() - start
  1000 * (spent[["user.self"]] + spent[["sys.self"]]) / length(series)
}
out <- file(arguments[3], "w")
writeLines("model,milliseconds", out)
writeLines(sprintf("ets,%.3f", milliseconds(function(y, h) forecast(ets(y), h = h))), out)
writeLines(sprintf("thetaf,%.3f", milliseconds(function(y, h) thetaf(y, h = h))), out)
close(out)

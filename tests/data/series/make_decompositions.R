# Makes decompositions.csv: what R's stl() and forecast's mstl() answer on the series of ../forecast, to the last digit.
# Run in this folder: Rscript make_decompositions.R   (made with R 4.2.2, forecast 8.20)
suppressMessages(library(forecast))
series <- read.csv("../forecast/series.csv")
long <- read.csv("../forecast/mstl_series.csv")

rows <- list()
put <- function(kind, series, parts)
  for (part in colnames(parts))
    rows[[length(rows) + 1]] <<- data.frame(kind = kind, series = series, part = tolower(part), index = seq_len(nrow(parts)),
                                            value = sprintf("%.17g", as.numeric(parts[, part])))

for (name in c("monthly", "quarterly", "weekly")) {
  one <- series[series$series == name, ]
  y <- ts(one$value, frequency = one$period[1])
  odd <- ts(one$value[-1], frequency = one$period[1])
  put("periodic", name, stl(y, s.window = "periodic")$time.series[, c("seasonal", "trend")])
  put("window7", name, stl(y, s.window = 7)$time.series[, c("seasonal", "trend")])
  put("robust", name, stl(y, s.window = "periodic", robust = TRUE)$time.series[, c("seasonal", "trend")])
  put("robust_odd", name, stl(odd, s.window = 7, t.window = 21, robust = TRUE)$time.series[, c("seasonal", "trend")])
}
put("year", "long", stl(ts(long$value, frequency = 365), s.window = 7)$time.series[, c("seasonal", "trend")])
put("mstl", "long", mstl(msts(long$value, c(7, 100)))[, c("Trend", "Seasonal7", "Seasonal100")])
write.csv(do.call(rbind, rows), "decompositions.csv", row.names = FALSE, quote = FALSE)

# Processor time of Seasonal Hybrid ESD in R: its own stl(), median() and mad(), the test as its authors define it.
# Usage: Rscript anomalies.R TWITTER_RAW.csv; prints milliseconds a call and the number of anomalies.
values <- read.csv(commandArgs(TRUE)[1])$count

seasonal_hybrid_esd <- function(y, period = 1440, most = 0.02, alpha = 0.05) {
  n <- length(y)
  left <- y - stl(ts(y, frequency = period), s.window = "periodic", robust = TRUE)$time.series[, "seasonal"] - median(y)
  found <- 0
  for (i in seq_len(trunc(n * most))) {
    scale <- mad(left)
    if (scale == 0) break
    deviation <- abs(left - median(left)) / scale
    furthest <- which.max(deviation)
    t <- qt(1 - alpha / (2 * (n - i + 1)), n - i - 1)
    if (deviation[furthest] > t * (n - i) / sqrt((n - i - 1 + t^2) * (n - i + 1))) found <- i
    left <- left[-furthest]
  }
  found
}

count <- seasonal_hybrid_esd(values)  # compiles
times <- replicate(5, { start <- proc.time(); count <<- seasonal_hybrid_esd(values); sum((proc.time() - start)[1:2]) })
cat(sprintf("%.1f %d\n", 1000 * median(times), count))

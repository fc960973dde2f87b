# Makes theta_paths.csv: standard deviations of simulated paths of dynamic theta models, straight from equations 10 to 15 of
# Fiorucci et al. 2016, after the series "yearly" of series.csv. Run in this folder: Rscript make_theta_paths.R
# (made with R 4.2.2)
set.seed(20240611)
y <- subset(read.csv("series.csv"), series == "yearly")$value
paths <- 200000
ahead <- 12
sigma <- 20

simulate <- function(y, alpha, weight, level) {
  # States of every path after the history, which is the same for all.
  a <- 0; b <- 0; mean <- 0
  step <- function(value, t) {
    level <<- alpha * value + (1 - alpha) * level
    b <<- if (t == 1) 0 * value else ((t - 2) * b + 6 / t * (value - mean)) / (t + 1)
    mean <<- ((t - 1) * mean + value) / t
    a <<- if (t == 1) value else mean - b * (t + 1) / 2
  }
  for (t in seq_along(y)) step(y[t], t)
  level <- rep(level, paths); a <- rep(a, paths); b <- rep(b, paths); mean <- rep(mean, paths)
  sapply(length(y) + 1:ahead, function(t) {
    forecast <- level + weight * ((1 - alpha)^(t - 1) * a + (1 - (1 - alpha)^t) / alpha * b)
    value <- forecast + rnorm(paths, 0, sigma)
    step(value, t)
    sd(value)
  })
}
# A short history, whose line still moves much, and the whole one.
cases <- expand.grid(n = c(6, 30), alpha = c(0.2, 0.7), weight = c(0.5, 1))
rows <- do.call(rbind, lapply(seq_len(nrow(cases)), function(i) with(cases[i, ],
  data.frame(n, alpha, weight, step = 1:ahead, deviation = sprintf("%.4f", simulate(y[1:n], alpha, weight, y[1]))))))
write.csv(rows, "theta_paths.csv", row.names = FALSE, quote = FALSE)

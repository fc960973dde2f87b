# Makes esd.csv, optimal_partition.csv, correlations.csv and entropy.csv: generated values, and what R answers on them.
# Run in this folder: Rscript make_reference.R   (made with R 4.2.2, pracma 2.4.2)
suppressMessages(library(pracma))
set.seed(20260301)
exact <- function(x) sprintf("%.17g", x)
save <- function(table, file) write.csv(table, file, row.names = FALSE, quote = FALSE)

# The generalised ESD test with median and mad(), word for word: order of removal, statistic, and whether it is an outlier.
esd <- function(x, most, alpha, tails) {
  n <- length(x); left <- seq_len(n); order <- integer(); statistic <- numeric(); found <- 0
  for (i in seq_len(most)) {
    centre <- median(x[left]); scale <- mad(x[left])
    if (scale == 0) break
    deviation <- switch(tails, both = abs(x[left] - centre), up = x[left] - centre, down = centre - x[left]) / scale
    furthest <- which.max(deviation)
    order[i] <- left[furthest]; statistic[i] <- deviation[furthest]; left <- left[-furthest]
    t <- qt(alpha / ((if (tails == "both") 2 else 1) * (n - i + 1)), n - i - 1, lower.tail = FALSE)
    if (statistic[i] > t * (n - i) / sqrt((n - i - 1 + t^2) * (n - i + 1))) found <- i
  }
  if (found == 0) NULL else data.frame(position = order[1:found] - 1, statistic = exact(statistic[1:found]))
}
values <- round(c(rnorm(180), rnorm(20, 0, 6)), 2)
values[c(17, 90)] <- 9.5  # equal outliers
tests <- do.call(rbind, lapply(c("both", "up", "down"), function(tails)
  cbind(tails = tails, esd(values, 30, 0.05, tails))))
save(data.frame(value = exact(values)), "esd_values.csv")
save(tests, "esd.csv")

# The split of least cost by trying every last stretch: exact, quadratic, without pruning.
optimal <- function(x, cost, penalty, shortest) {
  n <- length(x); best <- c(-penalty, rep(Inf, n)); last <- integer(n)
  for (end in shortest:n) for (start in 0:(end - shortest)) {
    total <- best[start + 1] + cost(x[(start + 1):end]) + penalty
    if (total < best[end + 1]) { best[end + 1] <- total; last[end] <- start }
  }
  starts <- integer(); end <- n
  while (end > 0) { starts <- c(last[end], starts); end <- last[end] }
  list(starts = starts, cost = best[n + 1])
}
mean_cost <- function(x) sum((x - mean(x))^2)
both_cost <- function(x) length(x) * (log(2 * pi * mean((x - mean(x))^2)) + 1)
steps <- round(c(rnorm(40, 10), rnorm(25, 13), rnorm(60, 13, 4), rnorm(8, 20), rnorm(70, 10, 0.5)), 3)
partitions <- do.call(rbind, lapply(list(list("mean", mean_cost, 6, 1), list("mean", mean_cost, 15, 5),
                                         list("mean", mean_cost, 15, 30), list("both", both_cost, 16, 2),
                                         list("both", both_cost, 16, 12)), function(case) {
  split <- optimal(steps, case[[2]], case[[3]], case[[4]])
  data.frame(change = case[[1]], penalty = case[[3]], shortest = case[[4]], start = split$starts, cost = exact(split$cost))
}))
save(data.frame(value = exact(steps)), "partition_values.csv")
save(partitions, "partitions.csv")

# Correlations with their significance, adjusted p values, cross-correlations.
n <- 60
common <- as.numeric(arima.sim(list(ar = 0.5), n + 5))
table <- data.frame(a = common[1:n] + rnorm(n, 0, 0.4), b = common[4:(n + 3)] + rnorm(n, 0, 0.6), c = rnorm(n),
                    d = round(rexp(n)), e = -common[1:n] + rnorm(n, 0, 2))
table[] <- lapply(table, round, 3)
pairs <- combn(names(table), 2, simplify = FALSE)
rows <- do.call(rbind, lapply(pairs, function(pair) {
  x <- table[[pair[1]]]; y <- table[[pair[2]]]
  pearson <- cor.test(x, y)
  spearman <- cor(x, y, method = "spearman")  # with ties; significance by t, as scipy does
  t <- spearman * sqrt((n - 2) / (1 - spearman^2))
  lags <- ccf(x, y, lag.max = 6, plot = FALSE)$acf[, 1, 1]
  data.frame(first = pair[1], second = pair[2], pearson = exact(pearson$estimate), p_pearson = exact(pearson$p.value),
             low = exact(pearson$conf.int[1]), high = exact(pearson$conf.int[2]),
             spearman = exact(spearman), p_spearman = exact(2 * pt(-abs(t), n - 2)),
             t(setNames(exact(lags), paste0("lag", 0:12))))
}))
rows$adjusted <- exact(p.adjust(as.numeric(rows$p_pearson), "BH"))
save(table, "correlation_values.csv")
save(rows, "correlations.csv")

# Sample entropy.
series <- list(noise = round(rnorm(150), 3), wave = round(sin(1:150 / 4), 3), walk = round(cumsum(rnorm(150)), 3))
save(as.data.frame(series), "entropy_values.csv")
save(do.call(rbind, lapply(names(series), function(name) do.call(rbind, lapply(2:3, function(m)
  data.frame(series = name, dimension = m, tolerance = c(0.15, 0.2, 0.25),
             entropy = sapply(c(0.15, 0.2, 0.25), function(r)
               exact(sample_entropy(series[[name]], edim = m, r = r * sd(series[[name]]))))))))), "entropy.csv")

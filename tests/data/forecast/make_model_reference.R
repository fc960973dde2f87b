# Makes model_reference.csv, admissible.csv and differences.csv: what R and its packages answer on the series of series.csv
# and on a few made here. Run in this folder, after make_reference.R: Rscript make_model_reference.R
# (made with R 4.2.2, forecast 8.20, forecTheta 3.0, hts 6.0.3,
# quadprog 1.5)
suppressMessages({library(forecast); library(forecTheta); library(hts)})
set.seed(20241127)
table <- read.csv("series.csv")
series <- lapply(split(table, table$series), function(one) ts(one$value[order(one$t)], frequency = one$period[1]))

rows <- list()
put <- function(kind, series, key, values)
  rows[[length(rows) + 1]] <<- data.frame(kind = kind, series = series, key = key, index = seq_along(values),
                                          value = sprintf("%.12g", as.numeric(values)))

# Theta models: parameters (level before the first observation, alpha, theta) and forecasts of forecTheta.
for (name in names(series)) for (form in c("stm", "otm", "dstm", "dotm")) {
  fit <- get(form)(series[[name]], h = 8, s_type = "multiplicative")
  put(form, name, "par", fit$par)
  put(form, name, "mean", fit$mean)
}

# Which forms of exponential smoothing ets() takes, and how likely it is.
for (name in names(series)) {
  fit <- ets(series[[name]])
  put("ets_auto", name, "aicc", fit$aicc)
}

# Which smoothing ets() admits (its own check, on random parameters within and around the usual region).
draws <- data.frame(period = sample(c(2, 3, 4, 7, 12, 24), 400, TRUE), trend = sample(c("N", "A", "Ad"), 400, TRUE))
draws$alpha <- round(runif(400), 3)
draws$gamma <- round(runif(400) * 1.2 * (1 - draws$alpha / 2), 3)
draws$beta <- ifelse(draws$trend == "N", 0, round(runif(400) * 1.3 * draws$alpha, 3))
draws$phi <- ifelse(draws$trend == "Ad", round(runif(400, 0.8, 0.98), 3), 1)
draws$admissible <- sapply(seq_len(nrow(draws)), function(i) with(draws[i, ],
  as.integer(forecast:::admissible(alpha, if (trend != "N") beta, gamma, if (trend == "Ad") phi, period))))
write.csv(draws, "admissible.csv", row.names = FALSE, quote = FALSE)

# ARIMA with a drift or a mean, and what auto.arima() finds.
drifts <- list(yearly = list(c(0, 1, 1, 0, 0, 0), c(1, 1, 0, 0, 0, 0), c(0, 1, 0, 0, 0, 0)),
               quarterly = list(c(1, 0, 0, 0, 1, 1), c(2, 0, 1, 0, 1, 0), c(0, 1, 2, 1, 0, 0)),
               monthly = list(c(1, 0, 1, 0, 1, 1), c(1, 0, 0, 2, 1, 0)), weekly = list(c(1, 0, 1, 1, 0, 1)))
for (name in names(drifts)) for (order in drifts[[name]]) {
  y <- series[[name]]
  fit <- Arima(y, order[1:3], list(order = order[4:6], period = frequency(y)), include.constant = TRUE, method = "ML",
               optim.control = list(reltol = 1e-12, maxit = 2000))
  key <- paste(order, collapse = "")
  put("arima_constant", name, paste0(key, ".loglik"), fit$loglik)
  put("arima_constant", name, paste0(key, ".constant"), tail(fit$coef, 1))
  put("arima_constant", name, paste0(key, ".aicc"), fit$aicc)
  ahead <- forecast(fit, h = 8, level = 80)
  put("arima_constant", name, paste0(key, ".mean"), ahead$mean)
  put("arima_constant", name, paste0(key, ".upper80"), ahead$upper)
}
for (name in names(series)) {
  fit <- auto.arima(series[[name]])
  put("arima_auto", name, "aicc", fit$aicc)
  put("arima_auto", name, "differences", arimaorder(fit)[if (frequency(series[[name]]) > 1) c("d", "D") else "d"])
}

# How often ndiffs() takes the difference of noise, autoregressions, walks and walks of walks.
make <- list(function() rnorm(60), function() arima.sim(list(ar = 0.8), 60), function() cumsum(rnorm(60)),
             function() cumsum(rnorm(60, 0.3)), function() cumsum(cumsum(rnorm(60))))
walks <- sapply(1:40, function(i) round(100 + as.numeric(make[[i %% 5 + 1]]()), 3))
colnames(walks) <- paste0("s", 1:40)
write.csv(walks, "differences.csv", row.names = FALSE, quote = FALSE)
for (i in 1:40) put("ndiffs", paste0("s", i), "d", ndiffs(walks[, i]))

# Benchmarks.
half <- function(x) (x$upper - x$mean) / qnorm(0.9)
for (name in names(series)) {
  y <- series[[name]]
  last <- snaive(y, h = 8, level = 80)
  put("snaive", name, "mean", last$mean)
  put("snaive", name, "deviation", half(last))
  line <- rwf(y, h = 8, drift = TRUE, level = 80)
  put("drift", name, "mean", line$mean)
  put("drift", name, "deviation", half(line))
  if (frequency(y) > 1) {
    put("decompose", name, "additive", decompose(y)$figure)
    put("decompose", name, "multiplicative", decompose(y, "multiplicative")$figure)
    season <- decompose(y, "multiplicative")$seasonal
    ahead <- rep(tail(season, frequency(y)), length.out = 8)
    put("naive2", name, "mean", naive(y / season, h = 8)$mean * ahead)
  }
}

# Box-Cox, its inverse with the bias adjusted for a variance of 0.04, and the lambda of Guerrero.
for (lambda in c(-1, -0.5, 0, 0.3, 1, 2)) {
  x <- c(0.7, 1, 7, 1234.5)
  put("box_cox", format(lambda), "forward", BoxCox(x, lambda))
  put("box_cox", format(lambda), "mean", InvBoxCox(BoxCox(x, lambda), lambda, biasadj = TRUE, fvar = 0.04))
}
for (name in names(series)) put("guerrero", name, "lambda", BoxCox.lambda(series[[name]], "guerrero", lower = -1, upper = 2))

# Intermittent demand, from the definitions: TSB with both smoothings at 0.1 and at 0.1 and 0.3, SES of ets() on sums.
demand <- c(0, 0, 3, 0, 1, 0, 0, 0, 4, 2, 0, 0, 0, 1, 0, 5, 0, 0, 2, 0, 0, 6, 0, 3, 0, 0, 0, 1, 0, 2)
tsb <- function(y, a, b) {
  size <- y[y > 0][1]; probability <- mean(y > 0)
  for (value in y) {
    if (value > 0) size <- size + a * (value - size)
    probability <- probability + b * ((value > 0) - probability)
  }
  size * probability
}
sums <- function(y, width) {
  y <- tail(y, length(y) %/% width * width)
  colSums(matrix(y, width))
}
level <- function(y, width) forecast(ets(sums(y, width), "ANN", nmse = 1, opt.crit = "mse"), h = 1)$mean / width
put("demand", "values", "y", demand)
put("demand", "croston", "mean", croston(demand, h = 1, alpha = 0.1)$mean)
put("demand", "tsb", "0.1", tsb(demand, 0.1, 0.1))
put("demand", "tsb", "0.3", tsb(demand, 0.1, 0.3))
put("demand", "adida", "mean", level(demand, round(length(demand) / sum(demand > 0))))
put("demand", "imapa", "mean", mean(sapply(1:round(length(demand) / sum(demand > 0)), level, y = demand)))

# Reconciliation of a total of three parts by hts: the errors, and every method.
common <- rnorm(40)
errors <- cbind(0, round(sapply(1:3, function(part) common + part * rnorm(40)), 3))
errors[, 1] <- round(rowSums(errors[, -1]) + rnorm(40), 3)
base <- rbind(c(130, 40, 30, 45), c(150, 42, 35, 50), c(10, -30, 12, 9))
for (i in 1:4) put("reconcile", "errors", i, errors[, i])
save <- function(key, forecasts) for (step in seq_len(nrow(forecasts))) put("reconcile", key, step, forecasts[step, ])
save("base", base)
save("ols", combinef(base, list(3), keep = "all"))
save("wls", combinef(base, list(3), weights = 1 / colMeans(errors^2), keep = "all"))
save("mint", MinT(base, list(3), residual = errors, covariance = "shr", keep = "all"))
# The nearest that are not negative, by quadratic programming with the same covariance.
inverse <- solve(hts:::shrink.estim(errors, hts:::lowerD(errors))[[1]])
summing <- rbind(1, diag(3))
save("mint_nonnegative", t(apply(base, 1, function(y) summing %*% quadprog::solve.QP(
  t(summing) %*% inverse %*% summing, t(summing) %*% inverse %*% y, diag(3))$solution)))
write.csv(do.call(rbind, rows), "model_reference.csv", row.names = FALSE, quote = FALSE)

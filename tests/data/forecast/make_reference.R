# Makes series.csv and reference.csv: generated series, and what R's forecast and stats packages answer on them.
# Run in this folder: Rscript make_reference.R   (made with R 4.2.2, forecast 8.20)
suppressMessages(library(forecast))
set.seed(20240229)

noise <- function(n, sd) round(rnorm(n, 0, sd), 3)
make <- list(
  monthly = ts(round((200 + 1.5 * (1:96)) * (1 + 0.2 * sin(2 * pi * (1:96) / 12) + 0.1 * cos(4 * pi * (1:96) / 12)) +
                     noise(96, 9), 2), frequency = 12),
  quarterly = ts(round(500 + cumsum(noise(44, 12)) + rep(c(-40, 10, 55, -25), 11) + noise(44, 6), 2), frequency = 4),
  yearly = ts(round(1000 + cumsum(15 + noise(30, 25)), 2), frequency = 1),
  weekly = ts(round(300 + 40 * rep(c(0, 1, 2, 1, 3, 6, -4), 40) + as.numeric(arima.sim(list(ar = 0.6), 280)) * 12, 2),
              frequency = 7))

series <- do.call(rbind, lapply(names(make), function(name)
  data.frame(series = name, period = frequency(make[[name]]), t = seq_along(make[[name]]),
             value = as.numeric(make[[name]]))))
write.csv(series, "series.csv", row.names = FALSE, quote = FALSE)

rows <- list()
put <- function(kind, series, key, values)
  rows[[length(rows) + 1]] <<- data.frame(kind = kind, series = series, key = key, index = seq_along(values),
                                          value = sprintf("%.10g", as.numeric(values)))

for (name in names(make)) {
  y <- make[[name]]
  m <- frequency(y)
  forms <- if (m == 1) c("ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN") else
    c("ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN", "ANA", "AAA", "AAdA", "MNA", "MAA", "MAdA", "MNM", "MAM", "MAdM")
  for (form in forms) {
    fit <- ets(y, substr(gsub("d", "", form), 1, 3), damped = grepl("d", form))
    put("ets", name, paste0(form, ".loglik"), fit$loglik)
    put("ets", name, paste0(form, ".par"), fit$par)
    put("ets", name, paste0(form, ".parnames"), match(names(fit$par), c("alpha", "beta", "gamma", "phi", "l", "b",
        paste0("s", 0:30))))
    put("ets", name, paste0(form, ".mean"), forecast(fit, h = 8)$mean)
    put("ets", name, paste0(form, ".upper80"), forecast(fit, h = 8, level = 80)$upper)
    put("ets", name, paste0(form, ".aicc"), fit$aicc)
    put("ets", name, paste0(form, ".sigma2"), fit$sigma2)
  }
  theta <- thetaf(y, h = 8, level = 80)
  put("theta", name, "mean", theta$mean)
  put("theta", name, "upper80", theta$upper)

  orders <- if (m == 1) list(c(1, 1, 0, 0, 0, 0), c(0, 1, 1, 0, 0, 0), c(2, 1, 1, 0, 0, 0), c(1, 0, 0, 0, 0, 0)) else
    list(c(0, 1, 1, 0, 1, 1), c(1, 0, 1, 0, 1, 1), c(2, 0, 0, 1, 1, 0), c(1, 1, 1, 1, 0, 0))
  for (order in orders) {
    fit <- arima(y, order[1:3], seasonal = list(order = order[4:6], period = m), method = "CSS-ML",
                 optim.control = list(reltol = 1e-12, maxit = 1000))
    key <- paste(order, collapse = "")
    put("arima", name, paste0(key, ".coef"), fit$coef)
    put("arima", name, paste0(key, ".loglik"), fit$loglik)
    put("arima", name, paste0(key, ".sigma2"), fit$sigma2)
    prediction <- predict(fit, n.ahead = 8)
    put("arima", name, paste0(key, ".mean"), prediction$pred)
    put("arima", name, paste0(key, ".se"), prediction$se)
  }
}
demand <- c(0, 0, 3, 0, 1, 0, 0, 0, 4, 2, 0, 0, 0, 1, 0, 5, 0, 0, 2, 0)
put("croston", "demand", "mean", croston(demand, h = 1, alpha = 0.1)$mean)
long <- msts(as.numeric(300 + rep(c(0, 10, 20, 10, 30, 60, -40), 120)[1:800] +
               50 * sin(2 * pi * (1:800) / 100) + noise(800, 5)), c(7, 100))
write.csv(data.frame(t = 1:800, value = sprintf("%.6g", as.numeric(long))), "mstl_series.csv", row.names = FALSE,
          quote = FALSE)
write.csv(do.call(rbind, rows), "reference.csv", row.names = FALSE, quote = FALSE)

# Makes arima_regressors.csv and arima_regressors_reference.csv: generated series with two known columns (a price, and days
# of a campaign), and what R's arima(xreg=) and forecast's auto.arima(xreg=) answer on them.
# Run in this folder: Rscript make_arima_regressors.R   (made with R 4.2.2, forecast 8.20)
suppressMessages(library(forecast))
set.seed(20240517)

ahead <- 8
make <- function(n, period, errors) {
  price <- round(20 + 3 * sin((1:(n + ahead)) / 5) + rnorm(n + ahead, 0, 0.8), 2)
  campaign <- as.numeric(runif(n + ahead) < 0.12)
  y <- 400 - 6 * price[1:n] + 45 * campaign[1:n] + errors
  list(y = ts(round(y, 2), frequency = period), x = cbind(price, campaign))
}
series <- list(
  stationary = make(120, 1, as.numeric(arima.sim(list(ar = 0.7, ma = 0.3), 120, sd = 8))),
  walking = make(90, 1, 0.8 * (1:90) + cumsum(rnorm(90, 0, 6))),
  monthly = make(96, 12, 30 * sin(2 * pi * (1:96) / 12) + cumsum(rnorm(96, 0, 3)) + rnorm(96, 0, 4)))
orders <- list(stationary = list(c(1, 0, 1, 0, 0, 0), c(2, 0, 0, 0, 0, 0)),
               walking = list(c(0, 1, 1, 0, 0, 0), c(1, 1, 0, 0, 0, 0)),
               monthly = list(c(0, 1, 1, 0, 1, 1), c(1, 0, 0, 1, 1, 0)))

rows <- list()
put <- function(series, key, values)
  rows[[length(rows) + 1]] <<- data.frame(series = series, key = key, index = seq_along(values),
                                          value = sprintf("%.10g", as.numeric(values)))
for (name in names(series)) {
  y <- series[[name]]$y
  past <- series[[name]]$x[seq_along(y), ]
  future <- series[[name]]$x[length(y) + 1:ahead, ]
  for (order in orders[[name]]) {
    fit <- arima(y, order[1:3], seasonal = list(order = order[4:6], period = frequency(y)), xreg = past, method = "ML",
                 optim.control = list(reltol = 1e-12, maxit = 1000))
    key <- paste(order, collapse = "")
    put(name, paste0(key, ".loglik"), fit$loglik)
    put(name, paste0(key, ".sigma2"), fit$sigma2)
    put(name, paste0(key, ".effects"), tail(fit$coef, 2))
    put(name, paste0(key, ".errors"), tail(sqrt(diag(fit$var.coef)), 2))
    prediction <- predict(fit, n.ahead = ahead, newxreg = future)
    put(name, paste0(key, ".mean"), prediction$pred)
    put(name, paste0(key, ".se"), prediction$se)
  }
  auto <- auto.arima(y, xreg = past)
  put(name, "auto.aicc", auto$aicc)
  put(name, "auto.order", arimaorder(auto))
  put(name, "auto.effects", tail(auto$coef, 2))
  put(name, "auto.mean", forecast(auto, xreg = future)$mean)
}
write.csv(do.call(rbind, lapply(names(series), function(name) {
  y <- series[[name]]$y
  data.frame(series = name, period = frequency(y), t = 1:(length(y) + ahead),
             value = c(sprintf("%.2f", y), rep("NA", ahead)), series[[name]]$x)
})), "arima_regressors.csv", row.names = FALSE, quote = FALSE)
write.csv(do.call(rbind, rows), "arima_regressors_reference.csv", row.names = FALSE, quote = FALSE)

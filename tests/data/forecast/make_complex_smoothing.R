# Makes complex_smoothing.csv: the smallest sum of squares that complex exponential smoothing reaches on two series of
# series.csv, its smoothing and its forecasts, by a simplex from many starts on matrices made from the equations of
# Svetunkov, Kourentzes & Ord 2022. Run in this folder: Rscript make_complex_smoothing.R   (made with R 4.2.2)
set.seed(20241128)
table <- read.csv("series.csv")

# Matrices at time t: e = y - w'v, v' = F v + g e, with v the levels (real, imaginary) and the seasons of every phase.
move <- function(alpha) list(F = rbind(c(1, -(1 - Im(alpha))), c(1, 1 - Re(alpha))),
                             g = c(Re(alpha) - Im(alpha), Re(alpha) + Im(alpha)))
matrices <- function(form, m, alpha, beta, t) {
  phase <- (t - 1) %% m
  size <- c(none = 2, simple = 2 * m, partial = 2 + m, full = 2 + 2 * m)[[form]]
  F <- diag(size); g <- numeric(size); w <- numeric(size)
  level <- if (form == "simple") 2 * phase + 1:2 else 1:2
  one <- move(alpha)
  F[level, level] <- one$F; g[level] <- one$g; w[level[1]] <- 1
  if (form == "partial") { g[3 + phase] <- Re(beta); w[3 + phase] <- 1 }
  if (form == "full") {
    season <- 2 + 2 * phase + 1:2; other <- move(beta)
    F[season, season] <- other$F; g[season] <- other$g; w[season[1]] <- 1
  }
  list(F = F, g = g, w = w)
}
stable <- function(z) (Re(z) - 2.5)^2 + Im(z)^2 > 1.25 && (Re(z) - 0.5)^2 + (Im(z) - 1)^2 > 0.25 &&
  (Re(z) - 1.5)^2 + (Im(z) - 0.5)^2 < 1.5

# The first states enter the errors linearly: least squares on what each does to them.
run <- function(y, form, m, alpha, beta, ahead = 0) {
  size <- length(matrices(form, m, alpha, beta, 1)$w)
  known <- numeric(size); effect <- diag(size); x <- matrix(0, length(y), size); rest <- y
  for (t in seq_along(y)) {
    at <- matrices(form, m, alpha, beta, t)
    rest[t] <- y[t] - sum(at$w * known); x[t, ] <- at$w %*% effect
    known <- as.numeric(at$F %*% known) + at$g * rest[t]
    effect <- at$F %*% effect - at$g %*% x[t, , drop = FALSE]
  }
  first <- MASS::ginv(crossprod(x)) %*% crossprod(x, rest)
  v <- known + as.numeric(effect %*% first)
  mean <- numeric(ahead)
  for (h in seq_len(ahead)) {
    at <- matrices(form, m, alpha, beta, length(y) + h)
    mean[h] <- sum(at$w * v); v <- as.numeric(at$F %*% v)
  }
  list(squares = sum((rest - x %*% first)^2), mean = mean)
}
rows <- list()
put <- function(series, form, key, values)
  rows[[length(rows) + 1]] <<- data.frame(series = series, form = form, key = key, index = seq_along(values),
                                          value = sprintf("%.12g", values))
for (case in list(c("yearly", "none"), c("quarterly", "simple"), c("quarterly", "partial"), c("quarterly", "full"))) {
  one <- table[table$series == case[1], ]
  y <- one$value / 1000; m <- one$period[1]; form <- case[2]
  unpack <- function(p) list(alpha = complex(real = p[1], imaginary = p[2]),
                             beta = if (form == "full") complex(real = p[3], imaginary = p[4]) else plogis(p[3]) + 0i)
  cost <- function(p) {
    z <- unpack(p)
    if (!stable(z$alpha) || (form == "full" && !stable(z$beta))) return(1e9)
    log(run(y, form, m, z$alpha, z$beta)$squares)
  }
  best <- list(value = Inf)
  for (start in 1:6) {
    p <- c(1.3, 1, if (form == "full") c(1.3, 1) else -2 + start / 2)
    p <- p + (start > 1) * c(runif(2, -0.3, 0.3), runif(length(p) - 2, -0.3, 0.3))
    found <- optim(p, cost, control = list(maxit = 400, reltol = 1e-10))
    if (found$value < best$value) best <- found
  }
  z <- unpack(best$par)
  found <- run(y, form, m, z$alpha, z$beta, ahead = 8)
  put(case[1], form, "squares", 1e6 * found$squares)
  put(case[1], form, "mean", 1000 * found$mean)
}
write.csv(do.call(rbind, rows), "complex_smoothing.csv", row.names = FALSE, quote = FALSE)

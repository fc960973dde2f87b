# Makes the files of this folder: generated days of two periods, and what R answers on them.
# Run in this folder: Rscript make_reference.R   (made with R 4.2.2)
set.seed(20260401)
exact <- function(x) sprintf("%.17g", x)
save <- function(table, file) write.csv(table, file, row.names = FALSE, quote = FALSE)
week <- c(1, 0.9, 0.9, 1, 1.1, 1.4, 1.2)

# Days of a shop: the second period comes right before the first.
days <- function(case, length, weekday, level, values, base = NA)
  data.frame(case = case, weekday = weekday, period = rep(c("second", "first"), each = length),
             value = exact(values), base = if (is.na(base[1])) "" else exact(base))
season <- function(n, weekday) week[(weekday + seq_len(n) - 1) %% 7 + 1]
wander <- function(n, by) as.numeric(filter(rnorm(n), by, method = "recursive"))
received <- function(n) rpois(n, ifelse(runif(n) < 0.3, 900, 60)) + 1
cases <- list(
  list("money", 30, 3, season(60, 3) * 1000 * rep(c(1, 1.15), each = 30) + 150 * rnorm(60)),
  list("wandering", 30, 0, season(60, 0) * 1000 + 200 * wander(60, 0.6)),
  list("week", 7, 5, season(14, 5) * 100 * rep(c(1, 1.4), each = 7) + 10 * rnorm(14)),
  list("orders", 91, 1, rpois(182, season(182, 1) * 9 * rep(c(1, 1.2), each = 91) * rgamma(182, 8, 8))),
  list("even", 14, 2, rep(c(20, 26), each = 14) + rep(0:1, 14)),
  list("rate", 30, 0, NULL, 0.3), list("rate_up", 30, 0, NULL, 0.1), list("pieces", 21, 4, NULL, NA))
all <- do.call(rbind, lapply(cases, function(case) {
  n <- 2 * case[[2]]
  if (length(case) == 4) return(days(case[[1]], case[[2]], case[[3]], values = case[[4]]))
  base <- received(n)
  if (is.na(case[[5]])) return(days(case[[1]], case[[2]], case[[3]], values = base * exp(rnorm(n, 3, 0.4)), base = base))
  rate <- plogis(qlogis(case[[5]]) + 0.2 * rnorm(n) + if (case[[1]] == "rate_up") rep(c(0, 0.4), each = n / 2) else 0)
  days(case[[1]], case[[2]], case[[3]], values = rbinom(n, base, rate), base = base)
}))
save(all, "days.csv")

# A first-order autoregression's factor on the variance of a mean, from residuals of two periods.
own_memory <- function(e, period) {
  parts <- split(e, period)
  r <- (sum(sapply(parts, function(x) sum(x[-1] * x[-length(x)]))) / sum(lengths(parts) - 1)) / mean(e^2)
  r <- min(max(r + (1 + 3 * r) / mean(lengths(parts)), 0), 0.95)
  (1 + r) / (1 - r)
}

of_sum <- function(d, memory, counts) {
  period <- factor(d$period, c("second", "first")); y <- as.numeric(d$value)
  weekday <- factor((d$weekday[1] + seq_along(y) - 1) %% 7)
  fit <- lm(y ~ weekday + period)
  s2 <- sum(resid(fit)^2) / fit$df.residual
  if (counts) s2 <- max(s2, mean(y))
  factor_ <- max(1, memory, own_memory(resid(fit), period))
  b <- coef(fit)[["periodfirst"]]
  se <- sqrt(s2 * summary(fit)$cov.unscaled["periodfirst", "periodfirst"] * factor_)
  freedom <- max(fit$df.residual / factor_, 1)
  estimate <- sum(y[period == "first"]) - sum(y[period == "second"])
  half <- qt(0.975, freedom) * se * sum(period == "first")
  c(estimate, estimate - half, estimate + half, if (b * estimate > 0) 2 * pt(-abs(b / se), freedom) else 1, freedom)
}

newcombe <- function(x, n, y, m) {
  wilson <- function(k, n) suppressWarnings(as.numeric(prop.test(k, n, correct = FALSE)$conf.int))
  a <- wilson(x, n); b <- wilson(y, m); d <- x / n - y / m
  c(d, d - sqrt((x / n - a[1])^2 + (b[2] - y / m)^2), d + sqrt((a[2] - x / n)^2 + (y / m - b[1])^2))
}

# The ratio as a regression through the origin with weights 1 / base; its sandwich variance is the delta method's.
of_rate <- function(d, memory, shares) {
  parts <- lapply(split(d, factor(d$period, c("first", "second"))), function(p) {
    x <- as.numeric(p$value); n <- as.numeric(p$base)
    fit <- lm(x ~ 0 + n, weights = 1 / n)
    bread <- 1 / sum(n^2 / n); meat <- sum((n * resid(fit) / n)^2)
    days <- sum(n)^2 / sum(n^2)
    list(rate = coef(fit)[[1]], variance = bread * meat * bread * days / (days - 1), days = days, x = sum(x), n = sum(n),
         rest = resid(fit) / mean(n))
  })
  a <- parts$first; b <- parts$second
  factor_ <- max(1, memory, own_memory(c(b$rest, a$rest), d$period))
  va <- a$variance * factor_; vb <- b$variance * factor_; v <- va + vb
  estimate <- a$rate - b$rate
  freedom <- max((va + vb)^2 / (va^2 / (a$days - 1) + vb^2 / (b$days - 1)) / factor_, 1)
  if (shares) {
    p <- (a$x + b$x) / (a$n + b$n); people <- p * (1 - p) * (1 / a$n + 1 / b$n)
    v <- max(v, people); excess <- v / people
    limits <- newcombe(round(a$x / excess), round(a$n / excess), round(b$x / excess), round(b$n / excess))
    limits <- estimate + limits[2:3] - limits[1]
  } else limits <- estimate + c(-1, 1) * qt(0.975, freedom) * sqrt(v)
  c(estimate, limits, 2 * pt(-abs(estimate / sqrt(v)), freedom), freedom)
}

answers <- do.call(rbind, lapply(split(all, factor(all$case, unique(all$case))), function(d) {
  do.call(rbind, lapply(c(1, 2.5), function(memory) {
    kind <- if (d$base[1] == "") (if (d$case[1] %in% c("orders", "even")) "count" else "sum") else if (d$case[1] == "pieces") "ratio" else "share"
    a <- if (d$base[1] == "") of_sum(d, memory, kind == "count") else of_rate(d, memory, kind == "share")
    data.frame(case = d$case[1], kind = kind, memory = memory, estimate = exact(a[1]), low = exact(a[2]), high = exact(a[3]),
               p_value = exact(a[4]), freedom = exact(a[5]))
  }))
}))
save(answers, "differences.csv")

# The memory of a history: Newey and West's weights on the autocorrelations that weekdays and a trend leave.
histories <- list(plain = season(180, 2) * 100 + rnorm(180) * 12, wandering = season(150, 0) * 100 + 15 * wander(150, 0.7),
                  alternating = season(60, 0) * 100 + 15 * wander(60, -0.5) + 1:60, short = rnorm(27))
memory <- sapply(histories, function(y) {
  n <- length(y); if (n < 28) return(1)
  e <- resid(lm(y ~ factor(seq_len(n) %% 7) + seq_len(n)))
  lags <- min(29, n %/% 5)
  r <- as.numeric(acf(e, lag.max = lags, plot = FALSE, demean = FALSE)$acf)[-1] + 1 / n
  first <- min(max(r[1], 0), 0.95)
  max(1, 1 + 2 * sum((1 - seq_len(lags) / (lags + 1)) * r), (1 + first) / (1 - first))
})
save(do.call(rbind, lapply(names(histories), function(name)
  data.frame(history = name, value = exact(histories[[name]])))), "histories.csv")
save(data.frame(history = names(histories), memory = exact(memory)), "memories.csv")

# A new observation among others: the externally studentised residual of the model that has a mean alone.
values <- c(rnorm(11, 8), 12.5)
student <- rstudent(lm(values ~ 1))
# p values with weights, adjusted.
p <- c(0.0002, 0.004, 0.03, 0.2, 0.0011, 0.012, 0.5, 0.9); w <- c(4, 4, 1, 1, 1, 1, 1, 1)
adjusted <- pmin(pmax(p.adjust(pmin(p / (w / mean(w)), 1), "BH"), p), 1)
save(data.frame(value = exact(values), p_value = exact(2 * pt(-abs(student), length(values) - 2))), "peers.csv")
save(data.frame(p_value = exact(p), weight = w, adjusted = exact(adjusted)), "weighted.csv")

binomial <- data.frame(count = c(0, 3, 40, 400), whole = c(400, 900, 100, 400), rate = c(0.006, 0.01, 0.3, 0.99))
binomial$p_value <- with(binomial, exact(pmin(1, 2 * pmin(pbinom(count, whole, rate), pbinom(count - 1, whole, rate, lower.tail = FALSE)))))
save(binomial, "binomial.csv")

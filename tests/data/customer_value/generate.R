# Makes customers.csv, parameters.csv and expected.csv: simulated customers, the maximum likelihood parameters that R's
# optim() finds for them, and what the models expect of each, from their definitions by R's integrate(). Base R only.
# Run in this folder: Rscript generate.R

set.seed(20240229)
n <- 600
unit <- 7                                             # days to weeks
rate <- rgamma(n, 0.7, 9)                             # orders a week
leaving <- rgamma(n, 0.6, 12)
T <- sample(180:365, n, replace = TRUE)
histories <- t(sapply(seq_len(n), function(i) {
  left <- rexp(1, leaving[i]) * unit
  gaps <- rexp(500, rate[i]) * unit
  days <- ceiling(cumsum(gaps))
  days <- unique(days[days <= min(left, T[i])])
  c(length(days), if (length(days)) max(days) else 0, T[i])
}))
customers <- data.frame(customer = sprintf("c%03d", seq_len(n)), x = histories[, 1], t_x = histories[, 2] / unit,
                        T = histories[, 3] / unit)
nu <- rgamma(n, 4, 15)
customers$m <- ifelse(customers$x > 0, round(rgamma(n, 6 * pmax(customers$x, 1), nu * pmax(customers$x, 1)), 2), 0)
# Eager buyers, at whom the hypergeometric form of the likelihood breaks down. They stand in no fit.
eager <- data.frame(customer = c("e1", "e2", "e3", "e4", "e5"), x = c(221, 161, 204, 350, 1000),
                    t_x = c(103.43, 94.71, 98.57, 99, 60), T = c(103.57, 98, 99.43, 100, 100), m = c(10, 20, 30, 40, 50))

x <- customers$x; t_x <- customers$t_x; T <- customers$T

beta_geometric <- function(offset) function(p) {
  r <- p[1]; alpha <- p[2]; a <- p[3]; b <- p[4]
  k <- x + offset
  base <- lgamma(r + x) - lgamma(r) + r * log(alpha) + lgamma(a + b) + lgamma(b + k) - lgamma(b) - lgamma(a + b + k)
  alive <- -(r + x) * log(alpha + T)
  left <- ifelse(k > 0, log(a) - log(pmax(b + k - 1, 1e-300)) - (r + x) * log(alpha + t_x), -Inf)
  m <- pmax(alive, left)
  sum(base + m + log(exp(alive - m) + exp(left - m)))
}
# log of s * integral of (alpha + u)^-(r+x) (beta + u)^-(s+1) over u from t_x to T
log_left <- function(p, x, t_x, T) {
  if (t_x >= T) return(-Inf)
  top <- -(p[1] + x) * log(p[2] + t_x) - (p[3] + 1) * log(p[4] + t_x)
  f <- function(u) exp(-(p[1] + x) * log(p[2] + u) - (p[3] + 1) * log(p[4] + u) - top)
  end <- min(T, t_x + (p[2] + t_x) * (exp(45 / (p[1] + x)) - 1))
  top + log(p[3]) + log(integrate(f, t_x, end, rel.tol = 1e-11, subdivisions = 1000L)$value)
}
pareto <- function(p) {
  left <- mapply(function(x, t_x, T) log_left(p, x, t_x, T), x, t_x, T)
  alive <- -(p[1] + x) * log(p[2] + T) - p[3] * log(p[4] + T)
  m <- pmax(alive, left)
  sum(lgamma(p[1] + x) - lgamma(p[1]) + p[1] * log(p[2]) + p[3] * log(p[4]) + m + log(exp(alive - m) + exp(left - m)))
}
gamma_gamma <- function(p) {
  k <- x[x > 0]; z <- customers$m[x > 0]
  sum(lgamma(p[1] * k + p[2]) - lgamma(p[1] * k) - lgamma(p[2]) + p[2] * log(p[3]) + (p[1] * k - 1) * log(z) +
      p[1] * k * log(k) - (p[1] * k + p[2]) * log(p[3] + k * z))
}
maximise <- function(f, start) {
  o <- list(par = log(start))
  for (i in 1:4) o <- optim(o$par, function(q) -f(exp(q)), method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))
  c(exp(o$par), -o$value)
}
fits <- rbind(maximise(beta_geometric(0), c(.5, 5, 1, 2)), maximise(beta_geometric(1), c(.5, 5, 1, 2)),
              maximise(pareto, c(.6, 8, .6, 10)), c(maximise(gamma_gamma, c(6, 4, 15)), NA)[c(1, 2, 3, 5, 4)])
fits <- data.frame(model = c("bg-nbd", "mbg-nbd", "pareto-nbd", "gamma-gamma"), fits)
names(fits)[-1] <- c("first", "second", "third", "fourth", "log_likelihood")
fits$fourth[4] <- 0
write.csv(format(fits, digits = 12), "parameters.csv", row.names = FALSE, quote = FALSE)

# What is expected, at the parameters as written, from the definitions.
fits <- read.csv("parameters.csv", strip.white = TRUE)
horizon <- 26; delta <- log(1.1) / 52
all <- rbind(customers, eager)
# One integral over p ~ Beta(a, b + k) given alive.
over_p <- function(f, a, b) {
  centre <- log(a / b)
  g <- function(y) { p <- plogis(y); exp(a * plogis(y, log.p = TRUE) + b * plogis(-y, log.p = TRUE) - lbeta(a, b)) * f(p) }
  integrate(g, centre - 80 / min(a, 2), centre, rel.tol = 1e-11, subdivisions = 2000L)$value +
    integrate(g, centre, centre + 60 / min(b, 2), rel.tol = 1e-11, subdivisions = 2000L)$value
}
# The integral over t of e^(-delta t) k / (end + p t) (end / (end + p t))^k, in u = ln t.
discounted <- function(k, end) function(ps) sapply(ps, function(p)
  integrate(function(u) { t <- exp(u); t * exp(-delta * t) * k / (end + p * t) * (end / (end + p * t))^k },
            -30, log(40 / delta), rel.tol = 1e-10, subdivisions = 2000L)$value)
rows <- lapply(seq_len(nrow(all)), function(i) {
  h <- all[i, ]
  result <- c()
  for (offset in 0:1) {
    p <- unlist(fits[offset + 1, 2:5]); k <- h$x + offset
    alive <- if (k == 0) 1 else 1 / (1 + p[3] / (p[4] + k - 1) * exp((p[1] + h$x) * log((p[2] + h$T) / (p[2] + h$t_x))))
    shape <- p[1] + h$x; end <- p[2] + h$T
    expected <- over_p(function(q) -expm1(-shape * log1p(q * horizon / end)) / q, p[3], p[4] + k)
    worth <- over_p(discounted(shape, end), p[3], p[4] + k)
    result <- c(result, alive, alive * expected, alive * worth)
  }
  p <- unlist(fits[3, 2:5])
  log_alive <- -(p[1] + h$x) * log(p[2] + h$T) - p[3] * log(p[4] + h$T)
  alive <- 1 / (1 + exp(log_left(p, h$x, h$t_x, h$T) - log_alive))
  buy <- function(t) (p[1] + h$x) / (p[2] + h$T) * ((p[4] + h$T) / (p[4] + h$T + t))^p[3]
  expected <- integrate(buy, 0, horizon, rel.tol = 1e-11)$value
  worth <- integrate(function(u) exp(u) * exp(-delta * exp(u)) * buy(exp(u)), -30, log(40 / delta), rel.tol = 1e-11,
                     subdivisions = 2000L)$value
  g <- unlist(fits[4, 2:4])
  spend <- g[1] * (g[3] + h$x * h$m) / (g[1] * h$x + g[2] - 1)
  c(result, alive, alive * expected, alive * worth, spend)
})
expected <- data.frame(all, do.call(rbind, rows))
names(expected) <- c(names(all), paste0(rep(c("bg_", "mbg_", "pareto_"), each = 3), c("alive", "expected", "discounted")),
                     "spend")
keep <- c(seq(1, n, by = 6), n + seq_len(nrow(eager)))   # every sixth customer is enough for the per-customer figures
write.csv(format(customers, digits = 15, trim = TRUE), "customers.csv", row.names = FALSE, quote = FALSE)
write.csv(format(expected[keep, ], digits = 12, trim = TRUE), "expected.csv", row.names = FALSE, quote = FALSE)

# Fits BG/NBD to a file of histories (columns x, t_x, T) with R's optim, as bench_customer_value does:
# Rscript bg_nbd.R FILE. Prints the seconds of a fit, the best of three, then the log-likelihood. The likelihood is that of
# Fader, Hardie and Lee (2005), with vectors throughout; the search is Nelder-Mead in the logarithms from 1, 1, 1, 1.
histories <- read.csv(commandArgs(trailingOnly = TRUE)[1])
x <- histories$x; t_x <- histories$t_x; T <- histories$T
negative <- function(theta) {
  p <- exp(theta); r <- p[1]; alpha <- p[2]; a <- p[3]; b <- p[4]
  common <- lgamma(r + x) - lgamma(r) + r * log(alpha) +
    lgamma(a + b) + lgamma(b + x) - lgamma(b) - lgamma(a + b + x)
  alive <- -(r + x) * log(alpha + T)
  left <- ifelse(x > 0, log(a) - log(b + pmax(x, 1) - 1) - (r + x) * log(alpha + t_x), -Inf)
  top <- pmax(alive, left)
  -sum(common + top + log(exp(alive - top) + exp(left - top)))
}
seconds <- Inf
for (run in 1:3) {
  took <- system.time(fit <- optim(rep(0, 4), negative, control = list(maxit = 5000, reltol = 1e-12)))[["user.self"]]
  seconds <- min(seconds, took)
}
cat(sprintf("%.4f %.3f\n", seconds, -fit$value))

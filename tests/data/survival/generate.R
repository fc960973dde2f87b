# Makes waiting.csv (simulated), and what R's package survival says of it: curve.csv, medians.csv, log_rank.csv.
# Run in this folder: Rscript generate.R. Needs r-cran-survival.

library(survival)
set.seed(7)
n <- 240
group <- sample(c("a", "b", "c"), n, replace = TRUE)
event <- ceiling(rexp(n, c(a = 0.02, b = 0.03, c = 0.021)[group]))
censored <- sample(0:120, n, replace = TRUE)
d <- data.frame(group, time = pmin(event, censored), happened = as.integer(event <= censored))
write.csv(d, "waiting.csv", row.names = FALSE, quote = FALSE)
number <- function(x) ifelse(is.na(x), "", format(x, digits = 12, trim = TRUE))

curves <- function(d, name) {
  f <- survfit(Surv(time, happened) ~ 1, data = d)
  data.frame(curve = name, time = f$time, at_risk = f$n.risk, events = f$n.event, survival = number(f$surv),
             lower = number(f$lower), upper = number(f$upper))
}
medians <- function(d, name) {
  m <- summary(survfit(Surv(time, happened) ~ 1, data = d))$table[c("median", "0.95LCL", "0.95UCL")]
  data.frame(curve = name, median = number(m[1]), lower = number(m[2]), upper = number(m[3]))
}
# Everybody's event known: survival ends at 0. Exactly half at one time: the median lies between two.
ends <- data.frame(time = c(1, 2, 2, 5, 9), happened = 1)
half <- data.frame(time = c(1, 2, 3, 4), happened = 1)
sets <- list(all = d, a = d[d$group == "a", ], ends = ends, half = half)
write.csv(do.call(rbind, Map(curves, sets, names(sets))), "curve.csv", row.names = FALSE, quote = FALSE)
write.csv(do.call(rbind, Map(medians, sets, names(sets))), "medians.csv", row.names = FALSE, quote = FALSE)
test <- function(groups) {
  s <- survdiff(Surv(time, happened) ~ group, data = d[d$group %in% groups, ])
  data.frame(groups = paste(groups, collapse = ""), chi_squared = number(s$chisq),
             p_value = number(pchisq(s$chisq, length(groups) - 1, lower.tail = FALSE)),
             first_observed = s$obs[1], first_expected = number(s$exp[1]))
}
write.csv(rbind(test(c("a", "b", "c")), test(c("a", "b"))), "log_rank.csv", row.names = FALSE, quote = FALSE)

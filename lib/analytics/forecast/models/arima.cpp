#include "analytics/forecast/models/arima.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analytics/forecast/models/arima_regressors.h"

namespace klytics::forecast {
namespace {

/// The stepwise search over orders around the best found so far.
class Search {
 public:
  Search(const History& history, Differences differences)
      : history_(history),
        differences_(differences),
        seasonal_(history.period > 1 && history.size() > 2 * history.period),
        constant_allowed_(differences.d + differences.seasonal_d <= 1) {}

  std::vector<ArimaFit> run() {
    const int s = seasonal_ ? 1 : 0;
    try_order(2, 2, s, s, constant_allowed_);
    try_order(0, 0, 0, 0, constant_allowed_);
    if (constant_allowed_) try_order(0, 0, 0, 0, false);
    try_order(1, 0, s, 0, constant_allowed_);
    try_order(0, 1, 0, s, constant_allowed_);
    for (bool improved = true; improved && fits_.size() < kMostFits;) {
      const ArimaOrder best = fits_.front().order;
      improved = false;
      for (const auto& [p, q, sp, sq] : kNeighbours)
        if (try_order(best.p + p, best.q + q, best.seasonal_p + sp, best.seasonal_q + sq, best.constant))
          improved = true;
      if (constant_allowed_ && try_order(best.p, best.q, best.seasonal_p, best.seasonal_q, !best.constant))
        improved = true;
    }
    return std::move(fits_);
  }

 private:
  static constexpr int kMostNonseasonal = 5, kMostSeasonal = 2;
  static constexpr std::size_t kMostFits = 94;  // as R auto.arima
  struct Change {
    int p, q, seasonal_p, seasonal_q;
  };
  static constexpr std::array kNeighbours{Change{1, 0, 0, 0},  Change{-1, 0, 0, 0}, Change{0, 1, 0, 0},
                                          Change{0, -1, 0, 0}, Change{1, 1, 0, 0},  Change{-1, -1, 0, 0},
                                          Change{0, 0, 1, 0},  Change{0, 0, -1, 0}, Change{0, 0, 0, 1},
                                          Change{0, 0, 0, -1}, Change{0, 0, 1, 1},  Change{0, 0, -1, -1}};

  /// True when the order is new and better than all before.
  bool try_order(int p, int q, int seasonal_p, int seasonal_q, bool constant) {
    const int most_seasonal = seasonal_ ? kMostSeasonal : 0;
    if (std::min({p, q, seasonal_p, seasonal_q}) < 0 || std::max(p, q) > kMostNonseasonal ||
        std::max(seasonal_p, seasonal_q) > most_seasonal)
      return false;
    const ArimaOrder order{p, differences_.d, q, seasonal_p, differences_.seasonal_d, seasonal_q, constant};
    if (std::ranges::find(tried_, order) != tried_.end()) return false;
    tried_.push_back(order);
    auto fit = fit_arima_conditional(history_, order);
    if (!fit) return false;
    const bool better = fits_.empty() || fit->aicc < fits_.front().aicc;
    const auto place = std::ranges::upper_bound(fits_, fit->aicc, {}, &ArimaFit::aicc);
    fits_.insert(place, *std::move(fit));
    return better;
  }

  History history_;
  Differences differences_;
  bool seasonal_;
  bool constant_allowed_;
  std::vector<ArimaOrder> tried_;
  std::vector<ArimaFit> fits_;  // best first
};

/// Orders by conditional likelihood, the best first. With columns the differences are those of what a regression
/// leaves, and the orders those of what the exact effects at the best orders of a first search leave.
std::vector<ArimaFit> search_orders(const History& history) {
  if (history.columns == nullptr || history.columns->empty()) return Search(history, choose_differences(history)).run();
  const auto rest_after = [&](int d, int seasonal_d) {
    return without_effects(
        history, least_squares_effects(difference(history, d, seasonal_d), difference_columns(history, d, seasonal_d)));
  };
  std::vector<double> rest = rest_after(0, 0);
  const Differences differences = choose_differences({rest, history.period});
  rest = rest_after(differences.d, differences.seasonal_d);
  std::vector<ArimaFit> found = Search({rest, history.period}, differences).run();
  if (found.empty()) return found;
  const auto exact = fit_arima(history, found.front().order);
  if (!exact) return found;
  rest = without_effects(history, exact->coefficients.effects);
  return Search({rest, history.period}, differences).run();
}

}  // namespace

std::string to_string(const ArimaOrder& order, int period) {
  std::string text = fmt::format("ARIMA({},{},{})", order.p, order.d, order.q);
  if (order.seasonal_p + order.seasonal_d + order.seasonal_q > 0)
    text += fmt::format("({},{},{})[{}]", order.seasonal_p, order.seasonal_d, order.seasonal_q, period);
  if (order.constant) text += order.d + order.seasonal_d == 0 ? " with mean" : " with drift";
  return text;
}

std::string ArimaFit::name() const {
  const std::size_t regressors = coefficients.effects.size();
  if (regressors == 0) return to_string(order, period);
  return fmt::format("{} + {} regressor{}", to_string(order, period), regressors, regressors == 1 ? "" : "s");
}

std::vector<ArimaFit> fit_arima_orders(const History& history, std::size_t most) {
  const std::vector<ArimaFit> candidates = search_orders(history);
  std::vector<ArimaFit> fits;
  for (std::size_t i = 0; i < std::min(candidates.size(), most); ++i)
    if (auto fit = fit_arima(history, candidates[i].order)) fits.push_back(*std::move(fit));
  std::ranges::stable_sort(fits, {}, &ArimaFit::aicc);
  if (!fits.empty()) return fits;
  // Too short for any: the random walk, whose innovations are the changes
  const std::vector<double> changes = difference(history, 1, 0);
  ArimaFit walk;
  walk.order.d = 1;
  for (const double change : changes) walk.sigma2 += change * change / static_cast<double>(changes.size());
  return {walk};
}

ArimaFit fit_arima(const History& history) {
  constexpr std::size_t kExactFits = 3;
  return std::move(fit_arima_orders(history, kExactFits).front());
}

}  // namespace klytics::forecast

#include "analytics/cohort/retention.h"

#include <algorithm>
#include <limits>

#include "core/error.h"

namespace klytics::analytics {
namespace {

constexpr std::int32_t kNone = std::numeric_limits<std::int32_t>::min();

Date date_of(std::int32_t day) { return Date{std::chrono::days{day}}; }

// period_of() for every day of a span, looked up.
class PeriodTable {
 public:
  PeriodTable(std::int32_t first_day, std::int32_t last_day, Period period) : first_day_(first_day) {
    for (std::int32_t day = first_day; day <= last_day; ++day) periods_.push_back(period_of(date_of(day), period));
  }
  std::int32_t operator[](std::int32_t day) const { return periods_[static_cast<std::size_t>(day - first_day_)]; }

 private:
  std::int32_t first_day_;
  std::vector<std::int32_t> periods_;
};

struct Order {
  MoneyMicros amount;
  std::uint32_t customer;
  std::int32_t day;
};

// A counting sort by day: orders of one day keep their order.
std::vector<Order> by_day(std::span<const std::uint32_t> customers, std::span<const std::int32_t> days,
                          std::span<const MoneyMicros> amounts, std::int32_t first_day, std::int32_t last_day) {
  std::vector<std::size_t> starts(static_cast<std::size_t>(last_day - first_day) + 2);
  for (const std::int32_t day : days)
    if (day <= last_day) ++starts[static_cast<std::size_t>(day - first_day) + 1];
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
  std::vector<Order> sorted(starts[starts.size() - 1]);
  for (std::size_t i = 0; i < days.size(); ++i)
    if (days[i] <= last_day)
      sorted[starts[static_cast<std::size_t>(days[i] - first_day)]++] = {amounts[i], customers[i], days[i]};
  return sorted;
}

// Takes orders in time order: then a customer's first order comes first, and whether it has been counted in a period is
// known from the last one in which it was.
class Tally {
 public:
  Tally(std::int32_t first_day, const RetentionOptions& options, std::size_t customers, const CohortStarts* starts)
      : options_(options),
        periods_(first_day, options.last_day, options.period),
        first_period_(periods_[first_day]),
        labelled_(starts != nullptr && !starts->labels.empty()),
        begun_(starts != nullptr),
        apart_(labelled_ || options.kind == RetentionKind::kRolling),
        first_not_whole_(periods_[options.last_day]),
        customers_(customers) {
    if (first_day_of(first_not_whole_ + 1) == options.last_day + 1) ++first_not_whole_;
    if (!labelled_) cohorts_.resize(static_cast<std::size_t>(periods_[options.last_day] - first_period_) + 1);
    for (std::uint32_t id = 0; begun_ && id < customers; ++id)
      if (starts->days[id] <= options.last_day)
        begin(customers_[id], starts->days[id], labelled_ ? starts->labels[id] : 0);
  }

  void add(std::uint32_t id, std::int32_t day, MoneyMicros amount) {
    Customer& customer = customers_[id];
    if (customer.first_day == kNone) {
      if (begun_) return;
      begin(customer, day, 0);
    }
    if (day < customer.first_day) return;
    const bool rolling = options_.kind == RetentionKind::kRolling;
    const std::int32_t k =
        rolling ? (day - customer.first_day) / options_.window_days : periods_[day] - customer.first_period;
    std::vector<RetentionCell>& cells = cohorts_[customer.cohort].cells;
    if (static_cast<std::size_t>(k) >= cells.size()) cells.resize(static_cast<std::size_t>(k) + 1);
    RetentionCell& cell = cells[static_cast<std::size_t>(k)];
    const std::int32_t whole = apart_ ? whole_periods(customer) : 0;
    // As one who counts from here on: in period k only, or in all up to k in which it has not been counted.
    const std::int32_t from = options_.kind == RetentionKind::kUnbounded ? customer.last_k + 1 : k;
    for (std::int32_t i = from; i <= k && customer.last_k < k; ++i) {
      ++cells[static_cast<std::size_t>(i)].customers;
      if (i < whole) ++cells[static_cast<std::size_t>(i)].whole_customers;
    }
    customer.last_k = k;
    ++cell.orders;
    if (__builtin_add_overflow(cell.revenue, amount, &cell.revenue))
      throw Error(ErrorKind::kBadData, "the revenue of a cohort exceeds what can be summed exactly");
    if (k < whole) cell.whole_revenue += amount;
  }

  std::vector<RetentionCohort> finish() {
    std::vector<RetentionCohort> result;
    for (std::size_t i = 0; i < cohorts_.size(); ++i) {
      Cohort& cohort = cohorts_[i];
      if (cohort.size == 0) continue;
      // As far as anybody of the cohort has come.
      for (std::int32_t k = 0; begin_of(cohort, k) <= options_.last_day; ++k)
        if (static_cast<std::size_t>(k) >= cohort.cells.size()) cohort.cells.emplace_back();
      // "Later" never ends, but what is seen of it up to the last day is all there is to compare.
      apart_ ? complete_apart(cohort) : complete_together(cohort);
      result.push_back(
          {static_cast<std::int32_t>(i) + (labelled_ ? 0 : first_period_), cohort.size, std::move(cohort.cells)});
    }
    return result;
  }

 private:
  struct Customer {
    std::int32_t first_day = kNone;
    std::int32_t first_period = 0;
    std::uint32_t cohort = 0;
    std::int32_t last_k = -1;
  };
  struct Cohort {
    std::int64_t size = 0;
    std::int32_t first_period = 0, first_day = 0;  // in which the first of its customers began
    std::vector<RetentionCell> cells;
    std::vector<std::int64_t> by_whole_periods;  // customers by the number of periods that are seen whole; when apart_
  };

  void begin(Customer& customer, std::int32_t day, std::uint32_t label) {
    customer.first_day = day;
    customer.first_period = periods_[day];
    customer.cohort = labelled_ ? label : static_cast<std::uint32_t>(customer.first_period - first_period_);
    if (customer.cohort >= cohorts_.size()) cohorts_.resize(customer.cohort + 1);
    Cohort& cohort = cohorts_[customer.cohort];
    if (cohort.size == 0 || day < cohort.first_day) {
      cohort.first_day = day;
      cohort.first_period = customer.first_period;
    }
    ++cohort.size;
    if (!apart_) return;
    const auto whole = static_cast<std::size_t>(whole_periods(customer));
    if (whole >= cohort.by_whole_periods.size()) cohort.by_whole_periods.resize(whole + 1);
    ++cohort.by_whole_periods[whole];
  }

  // How many of a customer's periods the data cover whole.
  std::int32_t whole_periods(const Customer& customer) const {
    if (options_.kind == RetentionKind::kRolling)
      return (options_.last_day + 1 - customer.first_day) / options_.window_days;
    return first_not_whole_ - customer.first_period;
  }

  // The first day on which period k begins for somebody of a cohort.
  std::int32_t begin_of(const Cohort& cohort, std::int32_t k) const {
    if (options_.kind == RetentionKind::kRolling) return cohort.first_day + k * options_.window_days;
    return first_day_of(cohort.first_period + k);
  }

  void complete_together(Cohort& cohort) const {
    for (std::size_t k = 0; k < cohort.cells.size(); ++k) {
      RetentionCell& cell = cohort.cells[k];
      cell.complete = cohort.first_period + static_cast<std::int32_t>(k) < first_not_whole_;
      if (!cell.complete) continue;
      cell.whole_size = cohort.size;
      cell.whole_customers = cell.customers;
      cell.whole_revenue = cell.revenue;
    }
  }

  static void complete_apart(Cohort& cohort) {
    std::int64_t size = 0;
    for (std::size_t k = cohort.by_whole_periods.size(); k-- > 1;) {
      size += cohort.by_whole_periods[k];
      cohort.cells[k - 1].whole_size = size;
      cohort.cells[k - 1].complete = size == cohort.size;
    }
  }

  std::int32_t first_day_of(std::int32_t period) const {
    return static_cast<std::int32_t>(period_start(period, options_.period).time_since_epoch().count());
  }

  RetentionOptions options_;
  PeriodTable periods_;
  std::int32_t first_period_;
  bool labelled_, begun_;
  bool apart_;  // the customers of a cohort begin with different periods
  std::int32_t first_not_whole_;
  std::vector<Customer> customers_;
  std::vector<Cohort> cohorts_;  // by label, else by period in which they began
};

}  // namespace

std::vector<RetentionCohort> retention(std::span<const std::uint32_t> customers_of_orders,
                                       std::span<const std::int32_t> days, std::span<const MoneyMicros> amounts,
                                       std::size_t customers, const RetentionOptions& options,
                                       const CohortStarts* starts) {
  std::int32_t first_day = CohortStarts::kNever;
  if (starts != nullptr)
    for (const std::int32_t day : starts->days) first_day = std::min(first_day, day);
  for (const std::int32_t day : days) first_day = std::min(first_day, day);
  if (first_day > options.last_day) return {};
  Tally tally(first_day, options, customers, starts);
  if (std::is_sorted(days.begin(), days.end())) {
    for (std::size_t i = 0; i < days.size() && days[i] <= options.last_day; ++i)
      tally.add(customers_of_orders[i], days[i], amounts[i]);
  } else {
    for (const Order& order : by_day(customers_of_orders, days, amounts, first_day, options.last_day))
      tally.add(order.customer, order.day, order.amount);
  }
  return tally.finish();
}

}  // namespace klytics::analytics

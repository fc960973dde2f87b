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
        customers_(customers) {
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
    if (options_.kind == RetentionKind::kUnbounded) {
      for (std::int32_t i = customer.last_k + 1; i <= k; ++i) ++cells[static_cast<std::size_t>(i)].customers;
    } else {
      cell.customers += customer.last_k < k ? 1 : 0;
    }
    customer.last_k = k;
    ++cell.orders;
    if (__builtin_add_overflow(cell.revenue, amount, &cell.revenue))
      throw Error(ErrorKind::kBadData, "the revenue of a cohort exceeds what can be summed exactly");
  }

  std::vector<RetentionCohort> finish() {
    std::vector<RetentionCohort> result;
    for (std::size_t i = 0; i < cohorts_.size(); ++i) {
      if (cohorts_[i].size == 0) continue;
      RetentionCohort cohort{static_cast<std::int32_t>(i) + (labelled_ ? 0 : first_period_), cohorts_[i].size,
                             std::move(cohorts_[i].cells)};
      // First and last day on which period k can begin for a customer of the cohort, and its length.
      const std::int32_t first = cohorts_[i].first_period, last = cohorts_[i].last_period;
      const std::int32_t start = first_day_of(first);
      const std::int32_t end = first_day_of(last + 1) - 1;
      for (std::int32_t k = 0;; ++k) {
        const bool rolling = options_.kind == RetentionKind::kRolling;
        const std::int32_t begins = rolling ? start + k * options_.window_days : first_day_of(first + k);
        const std::int32_t ends = rolling ? end + (k + 1) * options_.window_days - 1 : first_day_of(last + k + 1) - 1;
        if (begins > options_.last_day) break;
        if (static_cast<std::size_t>(k) >= cohort.cells.size()) cohort.cells.emplace_back();
        // "Later" never ends, but what is seen of it up to the last day is all there is to compare.
        cohort.cells[static_cast<std::size_t>(k)].complete = ends <= options_.last_day;
      }
      result.push_back(std::move(cohort));
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
    std::int32_t first_period = 0, last_period = 0;  // in which its customers began
    std::vector<RetentionCell> cells;
  };

  void begin(Customer& customer, std::int32_t day, std::uint32_t label) {
    customer.first_day = day;
    customer.first_period = periods_[day];
    customer.cohort = labelled_ ? label : static_cast<std::uint32_t>(customer.first_period - first_period_);
    if (customer.cohort >= cohorts_.size()) cohorts_.resize(customer.cohort + 1);
    Cohort& cohort = cohorts_[customer.cohort];
    cohort.first_period =
        cohort.size == 0 ? customer.first_period : std::min(cohort.first_period, customer.first_period);
    cohort.last_period = cohort.size == 0 ? customer.first_period : std::max(cohort.last_period, customer.first_period);
    ++cohort.size;
  }

  std::int32_t first_day_of(std::int32_t period) const {
    return static_cast<std::int32_t>(period_start(period, options_.period).time_since_epoch().count());
  }

  RetentionOptions options_;
  PeriodTable periods_;
  std::int32_t first_period_;
  bool labelled_, begun_;
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

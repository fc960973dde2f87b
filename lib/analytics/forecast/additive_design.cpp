#include "analytics/forecast/additive_design.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <numbers>

#include "analytics/forecast/calendar.h"
#include "analytics/forecast/shop_days.h"

namespace klytics::forecast {
namespace {

constexpr double kDaysPerYear = 365.25;
constexpr int kYearlyOrder =
    12;  // the shortest wave is a month long; what is shorter is a holiday or a day of the month

std::chrono::year_month_day civil(std::int64_t day) { return std::chrono::sys_days(std::chrono::days(day)); }

}  // namespace

std::string_view to_string(TermGroup group) {
  constexpr std::array<std::string_view, kTermGroups> kNames{"line",   "slopes",    "levels",   "weekday",
                                                             "yearly", "month day", "holidays", "columns"};
  return kNames[static_cast<std::size_t>(group)];
}

AdditiveDesign::AdditiveDesign(const History& history, int horizon, const std::vector<std::vector<int>>& recurring)
    : rows_(history.size() + horizon), sparse_(static_cast<std::size_t>(rows_)) {
  const Calendar* calendar = history.calendar;
  const int days = calendar ? calendar->days_per_step : 1;
  const double years_per_step = days / kDaysPerYear;
  add_trend(history.size(), years_per_step);
  const bool yearly = calendar && history.size() * years_per_step >= 1;
  if (yearly) add_year(years_per_step);
  const auto put = [&](int row, int term, double value) {
    sparse_[static_cast<std::size_t>(row)].push_back({term, value});
  };
  if (calendar && days > 1) {
    // weeks: no weekday, no day of the month
  } else if (calendar || history.period > 1) {
    const int season = calendar ? 7 : history.period;
    const int first = static_cast<int>(groups_.size());
    for (int phase = 0; phase < season; ++phase) new_sparse_term(TermGroup::kWeekday);
    for (int row = 0; row < rows_; ++row)
      put(row, first + (calendar ? weekday_of(calendar->day(row)) : row % season), 1);
    constexpr int kThreeMonths = 90;
    if (calendar && history.size() >= kThreeMonths) {
      const int day_one = static_cast<int>(groups_.size());
      for (int day = 0; day < 31; ++day) new_sparse_term(TermGroup::kMonthDay);
      const int last_day = new_sparse_term(TermGroup::kMonthDay);
      for (int row = 0; row < rows_; ++row) {
        put(row, day_one + static_cast<int>(static_cast<unsigned>(civil(calendar->day(row)).day())) - 1, 1);
        if (civil(calendar->day(row) + 1).day() == std::chrono::day(1)) put(row, last_day, 1);
      }
    }
  }
  if (calendar) {
    if (yearly) add_shop_days(*calendar);
    for (const std::vector<int>& rows : recurring) {
      const int term = new_sparse_term(TermGroup::kHolidays);
      for (const int row : rows) put(row, term, 1);
    }
    for (const KnownColumn& column : calendar->columns) {
      const auto known = std::min<std::size_t>(column.values.size(), static_cast<std::size_t>(rows_));
      double squares = 0;
      for (std::size_t row = 0; row < known; ++row) squares += column.values[row] * column.values[row];
      std::size_t count =
          known - static_cast<std::size_t>(std::count(column.values.begin(),
                                                      column.values.begin() + static_cast<std::ptrdiff_t>(known), 0.0));
      if (count == 0) continue;
      const double unit = std::sqrt(squares / static_cast<double>(count));  // an indicator stays an indicator
      const int term = new_sparse_term(TermGroup::kColumns);
      for (std::size_t row = 0; row < known; ++row)
        if (column.values[row] != 0) put(static_cast<int>(row), term, column.values[row] / unit);
    }
  }
  dense_.resize(static_cast<Eigen::Index>(pending_.size()), rows_);
  for (std::size_t term = 0; term < pending_.size(); ++term)
    dense_.row(static_cast<Eigen::Index>(term)) = pending_[term];
  pending_.clear();
}

int AdditiveDesign::new_sparse_term(TermGroup group, double weight) {
  groups_.push_back(group);
  weights_.push_back(weight);
  return static_cast<int>(groups_.size()) - 1;
}

/// A line; changes of its slope at knots; changes of the level between knots, which are not continued beyond the end.
void AdditiveDesign::add_trend(int size, double years_per_step) {
  const auto add = [&](TermGroup group, auto&& function) {
    groups_.push_back(group);
    weights_.push_back(1);
    Eigen::VectorXd column(rows_);
    for (int row = 0; row < rows_; ++row) column[row] = function(row);
    pending_.push_back(std::move(column));
  };
  add(TermGroup::kLine, [](int) { return 1.0; });
  add(TermGroup::kLine, [&](int row) { return (row - size / 2.0) * years_per_step; });
  constexpr double kSlopeYears = 60 / kDaysPerYear, kLevelYears = 28 / kDaysPerYear;
  constexpr int kMostSlopes = 24, kMostLevels = 36;
  const double years = size * years_per_step;
  const int slopes = std::min(kMostSlopes, static_cast<int>(years / kSlopeYears));
  for (int knot = 1; knot < slopes; ++knot)
    add(TermGroup::kSlopes,
        [&](int row) { return std::fmax(0, row - static_cast<double>(size) * knot / slopes) * years_per_step; });
  const int levels = std::min(kMostLevels, static_cast<int>(years / kLevelYears));
  const double width = static_cast<double>(size) / std::max(levels, 1);
  for (int knot = 1; knot < levels; ++knot)
    add(TermGroup::kLevels, [&](int row) { return std::clamp(row / width - knot + 0.5, 0.0, 1.0); });
}

void AdditiveDesign::add_year(double years_per_step) {
  for (int order = 1; order <= kYearlyOrder; ++order)
    for (const bool sine : {true, false}) {
      groups_.push_back(TermGroup::kYearly);
      weights_.push_back(1 + order * order / 16.0);  // smooth before jagged
      Eigen::VectorXd column(rows_);
      for (int row = 0; row < rows_; ++row) {
        const double angle = 2 * std::numbers::pi * order * row * years_per_step;
        column[row] = sine ? std::sin(angle) : std::cos(angle);
      }
      pending_.push_back(std::move(column));
    }
}

void AdditiveDesign::add_shop_days(const Calendar& calendar) {
  const int days = calendar.days_per_step;
  const std::int64_t first = calendar.day(0), last = calendar.day(rows_ - 1) + days - 1;
  const int first_year = static_cast<int>(civil(first).year()) - 1,
            last_year = static_cast<int>(civil(last).year()) + 1;
  for (const ShopDay& shop_day : shop_days()) {
    std::map<int, int> terms;  // by offset, in steps
    for (int year = first_year; year <= last_year; ++year)
      for (int offset = shop_day.first_offset; offset <= shop_day.last_offset; offset += days) {
        const std::int64_t day = shop_day.day(year) + offset;
        if (day < first || day > last) continue;
        const auto [term, is_new] = terms.try_emplace((offset - shop_day.first_offset) / days, 0);
        if (is_new) term->second = new_sparse_term(TermGroup::kHolidays);
        sparse_[static_cast<std::size_t>((day - first) / days)].push_back({term->second, 1});
      }
  }
}

bool AdditiveDesign::has(TermGroup group) const { return std::ranges::find(groups_, group) != groups_.end(); }

void AdditiveDesign::accumulate(int first, int last, const Eigen::VectorXd& weights, const Eigen::VectorXd& values,
                                Eigen::MatrixXd& normal, Eigen::VectorXd& right) const {
  const Eigen::Index dense = dense_terms();
  const auto block = dense_.middleCols(first, last - first);
  const auto w = weights.segment(first, last - first);
  const Eigen::MatrixXd weighted = block * w.asDiagonal();
  auto corner = normal.topLeftCorner(dense, dense);
  if ((w.array() == 1).all()) {
    corner.selfadjointView<Eigen::Lower>().rankUpdate(block);
  } else {
    corner.triangularView<Eigen::Lower>() += weighted * block.transpose();
  }
  right.head(dense).noalias() += weighted * values.segment(first, last - first);
  for (int row = first; row < last; ++row)
    for (const Entry& entry : sparse_[static_cast<std::size_t>(row)]) {
      const double scaled = entry.value * weights[row];
      normal.row(entry.term).head(dense) += scaled * dense_.col(row).transpose();
      right[entry.term] += scaled * values[row];
      for (const Entry& other : sparse_[static_cast<std::size_t>(row)])
        if (other.term <= entry.term) normal(entry.term, other.term) += scaled * other.value;
    }
}

double AdditiveDesign::value(int row, const Eigen::VectorXd& coefficients) const {
  double sum = dense_.col(row).dot(coefficients.head(dense_terms()));
  for (const Entry& entry : sparse_[static_cast<std::size_t>(row)]) sum += entry.value * coefficients[entry.term];
  return sum;
}

double AdditiveDesign::value(int row, const Eigen::VectorXd& coefficients, TermGroup group) const {
  double sum = 0;
  for (Eigen::Index term = 0; term < dense_terms(); ++term)
    if (groups_[static_cast<std::size_t>(term)] == group) sum += dense_(term, row) * coefficients[term];
  for (const Entry& entry : sparse_[static_cast<std::size_t>(row)])
    if (groups_[static_cast<std::size_t>(entry.term)] == group) sum += entry.value * coefficients[entry.term];
  return sum;
}

}  // namespace klytics::forecast

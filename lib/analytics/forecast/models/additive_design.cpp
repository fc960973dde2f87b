#include "analytics/forecast/models/additive_design.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <numbers>

#include "analytics/forecast/calendar/calendar.h"
#include "analytics/forecast/calendar/shop_days.h"

namespace klytics::forecast {
namespace {

constexpr double kDaysPerYear = 365.25;
constexpr int kYearlyOrder =
    12;  // the shortest wave is a month long; what is shorter is a holiday or a day of the month

std::chrono::year_month_day civil(std::int64_t day) { return std::chrono::sys_days(std::chrono::days(day)); }

}  // namespace

std::string_view to_string(TermGroup group) {
  constexpr std::array<std::string_view, kTermGroups> kNames{
      "line", "slopes", "levels", "weekday", "yearly", "month day", "holidays", "columns", "seasonal weekday"};
  return kNames[static_cast<std::size_t>(group)];
}

NormalEquations symmetric(NormalEquations equations) {
  equations.normal.triangularView<Eigen::StrictlyLower>() = equations.normal.transpose();
  return equations;
}

AdditiveDesign::AdditiveDesign(const History& history, int horizon)
    : rows_(history.size() + horizon), sparse_(static_cast<std::size_t>(rows_)) {
  constexpr std::size_t kUsualEntries = 4;  // weekday, day of the month, perhaps a holiday or two
  for (auto& row : sparse_) row.reserve(kUsualEntries);
  const Calendar* calendar = history.calendar;
  const int days = calendar ? calendar->days_per_step : 1;
  const double years_per_step = days / kDaysPerYear;
  const bool yearly = calendar && history.size() * years_per_step >= 1;
  add_dense_terms(history.size(), years_per_step, yearly);
  if (days == 1 && (calendar || history.period > 1)) add_weekdays(history);
  if (yearly) add_shop_days(*calendar);
  if (calendar) add_columns(*calendar, history.size());
}

int AdditiveDesign::new_term(TermGroup group, double weight) {
  groups_.push_back(group);
  weights_.push_back(weight);
  return static_cast<int>(groups_.size()) - 1;
}

/// A line; changes of its slope at knots; changes of the level between knots, which are not continued beyond the end;
/// waves of a year.
void AdditiveDesign::add_dense_terms(int size, double years_per_step, bool yearly) {
  constexpr double kSlopeYears = 60 / kDaysPerYear, kLevelYears = 28 / kDaysPerYear;
  constexpr int kMostSlopes = 24, kMostLevels = 36;
  const double years = size * years_per_step;
  const int slopes = std::clamp(static_cast<int>(years / kSlopeYears), 1, kMostSlopes);
  const int levels = std::clamp(static_cast<int>(years / kLevelYears), 1, kMostLevels);
  for (int i = 0; i < 2; ++i) new_term(TermGroup::kLine);
  for (int knot = 1; knot < slopes; ++knot) new_term(TermGroup::kSlopes);
  for (int knot = 1; knot < levels; ++knot) new_term(TermGroup::kLevels);
  for (int order = 1; yearly && order <= kYearlyOrder; ++order)
    for (int i = 0; i < 2; ++i) new_term(TermGroup::kYearly, 1 + order * order / 16.0);  // smooth before jagged
  dense_.resize(terms(), rows_);
  const double slope_width = static_cast<double>(size) / slopes, level_width = static_cast<double>(size) / levels;
  for (int row = 0; row < rows_; ++row) {
    double* next = dense_.col(row).data();
    *next++ = 1;
    *next++ = (row - size / 2.0) * years_per_step;
    for (int knot = 1; knot < slopes; ++knot) *next++ = std::fmax(0, row - slope_width * knot) * years_per_step;
    for (int knot = 1; knot < levels; ++knot) *next++ = std::clamp(row / level_width - knot + 0.5, 0.0, 1.0);
    if (!yearly) continue;
    const double angle = 2 * std::numbers::pi * row * years_per_step, sine = std::sin(angle), cosine = std::cos(angle);
    double of_sine = 0, of_cosine = 1;
    for (int order = 1; order <= kYearlyOrder; ++order) {  // by the sum of angles
      const double sum = of_sine * cosine + of_cosine * sine;
      of_cosine = of_cosine * cosine - of_sine * sine, of_sine = sum;
      *next++ = of_sine;
      *next++ = of_cosine;
    }
  }
}

/// The phases of the season; of days with a calendar those of the month as well.
void AdditiveDesign::add_weekdays(const History& history) {
  const Calendar* calendar = history.calendar;
  const int season = calendar ? 7 : history.period, first = static_cast<int>(terms());
  for (int phase = 0; phase < season; ++phase) new_term(TermGroup::kWeekday);
  for (int row = 0; row < rows_; ++row) put(row, first + (calendar ? weekday_of(calendar->day(row)) : row % season), 1);
  constexpr int kThreeMonths = 90;
  if (!calendar || history.size() < kThreeMonths) return;
  const int day_one = static_cast<int>(terms());
  for (int day = 0; day < 31; ++day) new_term(TermGroup::kMonthDay);
  const int last_day = new_term(TermGroup::kMonthDay);
  for (int row = 0; row < rows_; ++row) {
    put(row, day_one + static_cast<int>(static_cast<unsigned>(civil(calendar->day(row)).day())) - 1, 1);
    if (civil(calendar->day(row) + 1).day() == std::chrono::day(1)) put(row, last_day, 1);
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
        if (is_new) term->second = new_term(TermGroup::kHolidays);
        put(static_cast<int>((day - first) / days), term->second, 1);
      }
  }
}

/// Known columns, each in units of its own size in the past, so that an indicator stays an indicator, and another
/// future changes nothing but itself.
void AdditiveDesign::add_columns(const Calendar& calendar, int past) {
  for (const KnownColumn& column : calendar.columns) {
    const auto known = std::min<std::size_t>(column.values.size(), static_cast<std::size_t>(rows_));
    double squares = 0;
    std::size_t count = 0;
    for (std::size_t row = 0; row < std::min(known, static_cast<std::size_t>(past)); ++row) {
      squares += column.values[row] * column.values[row];
      if (column.values[row] != 0) ++count;
    }
    if (count == 0) continue;
    const double unit = std::sqrt(squares / static_cast<double>(count));
    const int term = new_term(TermGroup::kColumns);
    for (std::size_t row = 0; row < known; ++row)
      if (column.values[row] != 0) put(static_cast<int>(row), term, column.values[row] / unit);
  }
}

void AdditiveDesign::add_recurring(const std::vector<std::vector<int>>& recurring) {
  for (const std::vector<int>& rows : recurring) {
    const int term = new_term(TermGroup::kHolidays);
    for (const int row : rows) put(row, term, 1);
  }
}

void AdditiveDesign::add_seasonal_weekdays(const History& history) {
  constexpr double kFewestYears = 2;
  const Calendar* calendar = history.calendar;
  if (!calendar || calendar->days_per_step != 1 || history.size() < kFewestYears * kDaysPerYear) return;
  const int first = static_cast<int>(terms());
  for (int i = 0; i < 2 * 7; ++i) new_term(TermGroup::kSeasonalWeekday);
  for (int row = 0; row < rows_; ++row) {
    const double angle = 2 * std::numbers::pi * row / kDaysPerYear;
    const int term = first + 2 * weekday_of(calendar->day(row));
    put(row, term, std::sin(angle));
    put(row, term + 1, std::cos(angle));
  }
}

bool AdditiveDesign::has(TermGroup group) const { return std::ranges::find(groups_, group) != groups_.end(); }

NormalEquations AdditiveDesign::no_equations() const {
  return {Eigen::MatrixXd::Zero(terms(), terms()), Eigen::VectorXd::Zero(terms())};
}

/// What a row says of its sparse terms from `from` on.
void AdditiveDesign::accumulate_sparse(int row, double weight, double value, Eigen::Index from,
                                       NormalEquations& equations) const {
  const Eigen::Index dense = dense_terms();
  const auto& entries = sparse_[static_cast<std::size_t>(row)];
  for (const Entry& entry : entries) {
    if (entry.term < from) continue;
    const double scaled = entry.value * weight;
    equations.normal.col(entry.term).head(dense) += scaled * dense_.col(row);
    equations.right[entry.term] += scaled * value;
    for (const Entry& other : entries)
      if (other.term <= entry.term) equations.normal(other.term, entry.term) += scaled * other.value;
  }
}

void AdditiveDesign::accumulate(int first, int last, const Eigen::VectorXd& weights, const Eigen::VectorXd& values,
                                NormalEquations& equations) const {
  const Eigen::Index dense = dense_terms();
  const auto block = dense_.middleCols(first, last - first);
  const auto w = weights.segment(first, last - first).array();
  auto corner = equations.normal.topLeftCorner(dense, dense);
  if ((w == 1).all())
    corner.selfadjointView<Eigen::Upper>().rankUpdate(block);
  else
    corner.selfadjointView<Eigen::Upper>().rankUpdate(block * w.sqrt().matrix().asDiagonal());
  equations.right.head(dense).noalias() += block * (w * values.segment(first, last - first).array()).matrix();
  for (int row = first; row < last; ++row) accumulate_sparse(row, weights[row], values[row], dense, equations);
}

void AdditiveDesign::accumulate(const std::vector<int>& rows, const Eigen::VectorXd& weights,
                                const Eigen::VectorXd& values, NormalEquations& equations) const {
  const Eigen::Index dense = dense_terms(), count = std::ssize(rows);
  if (count == 0) return;
  Eigen::MatrixXd block(dense, count);
  for (Eigen::Index i = 0; i < count; ++i) block.col(i) = dense_.col(rows[static_cast<std::size_t>(i)]);
  const Eigen::MatrixXd weighted = block * weights.asDiagonal();
  equations.normal.topLeftCorner(dense, dense).triangularView<Eigen::Upper>() += weighted * block.transpose();
  equations.right.head(dense).noalias() += weighted * values;
  for (Eigen::Index i = 0; i < count; ++i)
    accumulate_sparse(rows[static_cast<std::size_t>(i)], weights[i], values[i], dense, equations);
}

void AdditiveDesign::accumulate_new(int last, const Eigen::VectorXd& weights, const Eigen::VectorXd& values,
                                    NormalEquations& equations) const {
  const Eigen::Index before = equations.right.size(), added = terms() - before;
  equations.normal.conservativeResizeLike(Eigen::MatrixXd::Zero(terms(), terms()));
  equations.right.conservativeResizeLike(Eigen::VectorXd::Zero(terms()));
  if (added == 0) return;
  for (int row = 0; row < last; ++row) accumulate_sparse(row, weights[row], values[row], before, equations);
}

Eigen::VectorXd AdditiveDesign::values(int first, int last, const Eigen::VectorXd& coefficients) const {
  Eigen::VectorXd result = dense_.middleCols(first, last - first).transpose() * coefficients.head(dense_terms());
  for (int row = first; row < last; ++row)
    for (const Entry& entry : sparse_[static_cast<std::size_t>(row)])
      result[row - first] += entry.value * coefficients[entry.term];
  return result;
}

Eigen::VectorXd AdditiveDesign::group_values(TermGroup group, const Eigen::VectorXd& coefficients) const {
  const auto dense = groups_.begin() + dense_terms();
  const auto first = std::find(groups_.begin(), dense, group);
  const Eigen::Index from = first - groups_.begin(), count = std::count(first, dense, group);  // they stand together
  Eigen::VectorXd result = dense_.middleRows(from, count).transpose() * coefficients.segment(from, count);
  if (count > 0) return result;
  for (int row = 0; row < rows_; ++row)
    for (const Entry& entry : sparse_[static_cast<std::size_t>(row)])
      if (groups_[static_cast<std::size_t>(entry.term)] == group) result[row] += entry.value * coefficients[entry.term];
  return result;
}

}  // namespace klytics::forecast

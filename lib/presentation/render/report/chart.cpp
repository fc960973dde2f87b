#include "presentation/render/report/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "presentation/render/report/html.h"

namespace klytics::presentation {
namespace {

using html::escape;

// The drawing's own units; the browser scales them.
constexpr double kWidth = 1000, kHeight = 300, kLeft = 64, kRight = 8, kTop = 10, kBottom = 28;
constexpr double kPlotWidth = kWidth - kLeft - kRight, kPlotHeight = kHeight - kTop - kBottom;
constexpr std::size_t kMostTicks = 8;  // labels under the axis that do not touch on a phone

double amount(const Decimal& money) { return static_cast<double>(money.units) / 100; }

Decimal total(const RevenueBySource& revenue) {
  Decimal sum{0, kMoneyDigits};
  for (const Decimal& part : revenue) sum.units += part.units;
  return sum;
}

// Heights of a scale from the lowest to the highest tick.
class Scale {
 public:
  Scale(double least, double most) : ticks_(axis_ticks(least, most)) {}

  double y(double value) const {
    return kTop + kPlotHeight * (1 - (value - ticks_.front()) / (ticks_.back() - ticks_.front()));
  }
  std::string grid() const {
    std::string svg;
    for (const double tick : ticks_) {
      svg += fmt::format(R"(<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>)", kLeft, kWidth - kRight,
                         y(tick), y(tick));
      svg += fmt::format(R"(<text x="{}" y="{:.1f}" text-anchor="end">{}</text>)", kLeft - 8, y(tick) + 4.5,
                         tick_text(tick));
    }
    return svg;
  }

 private:
  static std::string tick_text(double value) {
    const double size = std::abs(value);
    const std::string sign = value < 0 ? "\u2212" : "";
    if (size >= 1e6) return fmt::format("{}{:.3g}m", sign, size / 1e6);
    if (size >= 1e4) return fmt::format("{}{:.3g}k", sign, size / 1e3);
    return sign + (size == std::floor(size) ? html::grouped(static_cast<std::int64_t>(size)) : fmt::format("{:.3g}", size));
  }

  std::vector<double> ticks_;
};

// Labels under the axis: evenly chosen, so that they do not touch.
template <typename Label>
std::string axis_labels(std::size_t count, const Label& label) {
  std::string svg;
  const std::size_t every = std::max<std::size_t>(1, (count + kMostTicks - 1) / kMostTicks);
  const double step = kPlotWidth / static_cast<double>(count);
  for (std::size_t i = 0; i < count; i += every)
    svg += fmt::format(R"(<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>)",
                       kLeft + step * (static_cast<double>(i) + 0.5), kHeight - 7, escape(label(i)));
  return svg;
}

// `label` says what the chart shows; `table` is the id of the table with its numbers.
std::string plot(std::string_view label, std::string_view table, const std::string& drawing) {
  return fmt::format(
      R"(<div class="plot" tabindex="0" role="group" aria-label="{}; arrow keys read the values" data-table="{}" )"
      R"(data-area="{} {}"><svg viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{})"
      R"(<rect class="cursor" x="0" y="{}" width="0" height="{}"/></svg></div>)",
      escape(label), table, kLeft, kPlotWidth, kWidth, kHeight, drawing, kTop, kPlotHeight);
}

std::string heads(const std::vector<std::pair<std::string_view, std::string_view>>& columns) {  // name, colour
  std::string text = "<thead><tr>";
  for (const auto& [name, colour] : columns)
    text += colour.empty() ? fmt::format(R"(<th scope="col">{}</th>)", name)
                           : fmt::format(R"(<th scope="col" data-colour="{}">{}</th>)", colour, name);
  return text + "</tr></thead>";
}

std::string table(std::string_view id, std::string_view summary, const std::string& rows) {
  return fmt::format(
      R"(<details><summary>{}</summary><div class="scroll" tabindex="0" role="region" aria-label="{}">)"
      R"(<table id="{}">{}</table></div></details>)",
      summary, summary, id, rows);
}

enum class Bucket { kDay, kWeek, kMonth };

Date bucket_start(Date day, Bucket bucket) {
  if (bucket == Bucket::kWeek) return day - (std::chrono::weekday(day) - std::chrono::Monday);
  if (bucket == Bucket::kMonth) {
    const std::chrono::year_month_day date(day);
    return std::chrono::sys_days(date.year() / date.month() / 1);
  }
  return day;
}

RevenueBar bar_of(Date start, Bucket bucket) {
  const auto year = static_cast<int>(std::chrono::year_month_day(start).year());
  const std::string day = html::short_date(start);
  RevenueBar bar;
  bar.revenue.fill({0, kMoneyDigits});
  if (bucket == Bucket::kMonth) {
    const std::string month = day.substr(day.find(' ') + 1);
    bar.label = fmt::format("{} {}", month, year);
    bar.tick = bar.label;
  } else {
    bar.label = fmt::format("{}{} {}", bucket == Bucket::kWeek ? "week of " : "", day, year);
    bar.tick = day;
  }
  return bar;
}

}  // namespace

std::vector<double> axis_ticks(double least, double most) {
  least = std::min(least, 0.0);
  most = std::max(most, least + 1);
  const double rough = (most - least) / 5;
  const double power = std::pow(10, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double nice : {1.0, 2.0, 2.5, 5.0})
    if (nice * power >= rough) {
      step = nice * power;
      break;
    }
  std::vector<double> ticks;
  const double first = std::floor(least / step), last = std::ceil(most / step);
  for (double i = first; i <= last; ++i) ticks.push_back(i * step);
  return ticks;
}

std::vector<RevenueBar> revenue_bars(const DateRange& range, const std::vector<RevenueDay>& days) {
  const Bucket bucket = range.days() <= 124 ? Bucket::kDay : range.days() <= 800 ? Bucket::kWeek : Bucket::kMonth;
  std::vector<RevenueBar> bars;
  Date begun{};
  auto next = std::lower_bound(days.begin(), days.end(), range.first,
                               [](const RevenueDay& row, Date day) { return row.day < day; });
  for (Date day = range.first; day <= range.last; day += std::chrono::days{1}) {
    const Date start = bucket_start(day, bucket);
    if (bars.empty() || start != begun) bars.push_back(bar_of(begun = start, bucket));
    if (next == days.end() || next->day != day) continue;
    for (std::size_t i = 0; i < next->revenue.size(); ++i) bars.back().revenue[i].units += next->revenue[i].units;
    ++next;
  }
  return bars;
}

std::string revenue_chart_html(const std::vector<RevenueBar>& bars, const std::string& currency) {
  double most = 0;
  for (const RevenueBar& bar : bars) most = std::max(most, amount(total(bar.revenue)));
  const Scale scale(0, most);
  const double step = kPlotWidth / static_cast<double>(bars.size());
  const double width = std::max(step * 0.8, step - 6);
  std::string drawing = scale.grid() + R"(<g class="stack">)";
  std::string rows = heads({{"Period", ""},
                            {"Campaigns", "campaigns"},
                            {"Flows", "flows"},
                            {"Forms", "forms"},
                            {"Other", "other"},
                            {"Total", ""}}) +
                     "<tbody>";
  for (std::size_t b = 0; b < bars.size(); ++b) {
    const double x = kLeft + step * static_cast<double>(b) + (step - width) / 2;
    double below = 0;
    rows += fmt::format(R"(<tr><th scope="row">{}</th>)", escape(bars[b].label));
    for (std::size_t i = 0; i < kSources.size(); ++i) {
      const double value = std::max(amount(bars[b].revenue[i]), 0.0);  // a bar has no height below zero; the table has
      if (value > 0)
        drawing += fmt::format(R"(<rect class="{}" x="{:.2f}" y="{:.2f}" width="{:.2f}" height="{:.2f}"/>)",
                               kSources[i].key, x, scale.y(below + value), width, scale.y(below) - scale.y(below + value));
      below += value;
      rows += fmt::format("<td>{}</td>", html::grouped(bars[b].revenue[i]));
    }
    rows += fmt::format("<td>{}</td></tr>", html::grouped(total(bars[b].revenue)));
  }
  drawing += "</g>" + axis_labels(bars.size(), [&](std::size_t i) { return bars[i].tick; });
  return plot("Revenue by source over time in " + currency, "revenue-table", drawing) +
         table("revenue-table", "Revenue over time as a table", rows + "</tbody>");
}

std::string forecast_chart_html(const RevenueForecast& forecast, const std::string& currency) {
  std::vector<double> past(static_cast<std::size_t>(forecast.past_days.days()), 0);
  for (const RevenueDay& day : forecast.past)
    if (day.day >= forecast.past_days.first && day.day <= forecast.past_days.last)
      past[static_cast<std::size_t>((day.day - forecast.past_days.first).count())] = amount(total(day.revenue));
  double least = 0, most = 0;
  for (const double value : past) most = std::max(most, value);
  for (const RevenueForecast::Day& day : forecast.days) {
    least = std::min(least, day.low);
    most = std::max(most, day.high);
  }
  const Scale scale(least, most);
  const std::size_t count = past.size() + forecast.days.size();
  const double step = kPlotWidth / static_cast<double>(count);
  const auto point = [&](std::size_t i, double value) {
    return fmt::format("{:.2f},{:.2f} ", kLeft + step * (static_cast<double>(i) + 0.5), scale.y(value));
  };
  const auto date_of = [&](std::size_t i) { return forecast.past_days.first + std::chrono::days{static_cast<int>(i)}; };

  std::string history, mean, above, below;
  std::string rows = heads({{"Day", ""}, {"Revenue", ""}, {"Expected", ""}, {"80% range", ""}}) + "<tbody>";
  for (std::size_t i = 0; i < past.size(); ++i) {
    history += point(i, past[i]);
    rows += fmt::format(R"(<tr><th scope="row">{}</th><td>{}</td><td></td><td></td></tr>)",
                        html::long_date(date_of(i)), html::money(past[i]));
  }
  if (!past.empty()) mean = above = below = point(past.size() - 1, past.back());
  for (std::size_t i = 0; i < forecast.days.size(); ++i) {
    const RevenueForecast::Day& day = forecast.days[i];
    mean += point(past.size() + i, day.mean);
    above += point(past.size() + i, day.high);
    below.insert(0, point(past.size() + i, day.low));
    rows += fmt::format(R"(<tr><th scope="row">{}</th><td></td><td>{}</td><td>{} to {}</td></tr>)",
                        html::long_date(day.day), html::money(day.mean), html::money(day.low), html::money(day.high));
  }
  const std::string drawing =
      scale.grid() + fmt::format(R"(<polygon class="band" points="{}{}"/>)", above, below) +
      fmt::format(R"(<polyline class="line history" points="{}"/><polyline class="line mean" points="{}"/>)", history,
                  mean) +
      axis_labels(count, [&](std::size_t i) { return html::short_date(date_of(i)); });
  return plot("Daily revenue so far and expected, in " + currency, "forecast-table", drawing) +
         table("forecast-table", "Forecast as a table", rows + "</tbody>");
}

}  // namespace klytics::presentation

#include "presentation/render/report/report.h"

#include <fmt/format.h>

#include <cmath>

#include "analytics/cohort/period.h"
#include "presentation/render/freshness.h"
#include "presentation/render/rates.h"
#include "presentation/render/report/assets.h"
#include "presentation/render/report/chart.h"
#include "presentation/render/report/html.h"
#include "presentation/render/report/sorted_table.h"
#include "presentation/render/zeros.h"

namespace klytics::presentation {
namespace {

using html::escape;
using html::grouped;

std::string section(std::string_view id, std::string_view title, std::string_view lead, const std::string& body) {
  return fmt::format(R"(<section aria-labelledby="{}"><h2 id="{}">{}</h2>)", id, id, title) +
         (lead.empty() ? "" : fmt::format(R"(<p class="soft">{}</p>)", lead)) + body + "</section>\n";
}

std::string range_text(const DateRange& range) {
  return fmt::format("{} to {}", html::long_date(range.first), html::long_date(range.last));
}

// "2026-01-31 02:00 UTC"
std::string time_text(Instant instant) {
  std::string text = to_string(Instant{std::chrono::floor<std::chrono::minutes>(instant)});
  text.resize(16);
  text[10] = ' ';
  return text + " UTC";
}

std::string header(const Report& report) {
  const Dashboard& dashboard = report.dashboard;
  const Freshness& freshness = dashboard.freshness;
  const bool stale = freshness.is_stale();
  const std::string through = freshness.data_through ? "Data through " + time_text(*freshness.data_through)
                                                     : std::string("No data was collected yet");
  return fmt::format(
      R"(<header><div><h1>{}</h1><p class="soft">{}, in {}</p></div>)"
      R"(<p><span class="badge {}">{}</span> <span class="soft">{}</span></p>)"
      R"(<button id="theme" type="button" hidden>Dark</button></header>)",
      escape(dashboard.account.name), range_text(dashboard.ranges.front().range.range),
      escape(dashboard.account.currency), stale ? "stale" : "ok", stale ? "Stale" : "Up to date", through);
}

std::string figure(std::string_view name, const std::string& value, std::string_view unit, const Decimal& current,
                   const Decimal& previous, const std::string& before) {
  const Decimal change = percentage_change(current, previous);
  std::string text;
  if (previous.units == 0)
    text = current.units == 0 ? "as before" : "0 in the period before";
  else
    text = fmt::format(R"(<span class="{}">{} {}%</span> from {})", change.units > 0   ? "up"
                                                                  : change.units < 0 ? "down"
                                                                                     : "",
                       change.units > 0   ? "\u25b2 up"
                       : change.units < 0 ? "\u25bc down"
                                          : "unchanged,",
                       grouped(Decimal{std::abs(change.units), change.digits}), before);
  return fmt::format(
      R"(<li><div class="name">{}</div><div class="value">{}<span class="unit">{}</span></div>)"
      R"(<div class="change">{}</div></li>)",
      name, value, unit, text);
}

std::string figures(const RangeValues& values, const std::string& currency) {
  const Totals& now = values.current;
  const Totals& before = values.previous;
  const MessageCounts messages = now.messages(), messages_before = before.messages();
  const auto rate_figure = [&](std::string_view name, Decimal (*rate)(const MessageCounts&)) {
    return figure(name, grouped(rate(messages)), "%", rate(messages), rate(messages_before),
                  grouped(rate(messages_before)) + "%");
  };
  const auto count_figure = [](std::string_view name, std::int64_t count, std::int64_t previous) {
    return figure(name, grouped(count), "", {count, 0}, {previous, 0}, grouped(previous));
  };
  return R"(<h2 id="overview">Overview</h2><ul class="figures" aria-labelledby="overview">)" +
         figure("Revenue", grouped(now.revenue), " " + escape(currency), now.revenue, before.revenue,
                grouped(before.revenue)) +
         count_figure("Subscribers", now.subscribers, before.subscribers) +
         count_figure("Form submissions", now.form_submissions, before.form_submissions) +
         rate_figure("Open rate", open_rate) + rate_figure("Click rate", click_rate) +
         rate_figure("Conversion rate", conversion_rate) + "</ul>\n";
}

std::string share_bar(const RevenueBySource& revenue) {
  const std::vector<Decimal> parts = shares(revenue);
  std::string bar = R"(<div class="share" aria-hidden="true">)", list = R"(<ul class="legend">)";
  for (std::size_t i = 0; i < kSources.size(); ++i) {
    if (parts[i].units > 0)
      bar += fmt::format(R"(<span class="{}" style="flex-grow:{}"></span>)", kSources[i].key, parts[i].units);
    list += fmt::format(R"(<li><i class="{}"></i>{} {}%</li>)", kSources[i].key, kSources[i].name, grouped(parts[i]));
  }
  return bar + "</div>" + list + "</ul>";
}

std::string forecast_section(const RevenueForecast& forecast, const std::string& currency) {
  double sum = 0;
  for (const RevenueForecast::Day& day : forecast.days) sum += day.mean;
  std::string lead = fmt::format("{} {} expected in the next {} days by the model {}: the dashed line. In 80 of 100 "
                                 "cases a day lies in the shaded range.",
                                 html::money(sum), escape(currency), forecast.days.size(), escape(forecast.model));
  if (forecast.error)
    lead += fmt::format(" On days that it had not seen, its mean error was {:.1f}%.", *forecast.error);
  return section("forecast", "Forecast of revenue", lead, forecast_chart_html(forecast, currency));
}

std::string cohort_section(const std::vector<analytics::RetentionCohort>& cohorts) {
  constexpr std::size_t kMostPeriods = 13;  // a year and the month of the first order
  constexpr std::size_t kMostCohorts = 18;
  std::size_t columns = 0;
  const std::size_t first = cohorts.size() > kMostCohorts ? cohorts.size() - kMostCohorts : 0;
  for (std::size_t i = first; i < cohorts.size(); ++i)
    columns = std::max(columns, std::min(cohorts[i].cells.size(), kMostPeriods));
  std::string rows = R"(<thead><tr><th scope="col">First order</th><th scope="col">Customers</th>)";
  for (std::size_t k = 1; k < columns; ++k) rows += fmt::format(R"(<th scope="col">+{}</th>)", k);
  rows += "</tr></thead><tbody>";
  for (std::size_t i = first; i < cohorts.size(); ++i) {
    const analytics::RetentionCohort& cohort = cohorts[i];
    rows += fmt::format(R"(<tr><th scope="row">{}</th><td>{}</td>)",
                        analytics::period_label(cohort.period, analytics::Period::kMonth), grouped(cohort.size));
    for (std::size_t k = 1; k < columns; ++k) {
      if (k >= cohort.cells.size()) {
        rows += "<td></td>";
        continue;
      }
      const double share = static_cast<double>(cohort.cells[k].customers) / static_cast<double>(cohort.size);
      // Half of the customers coming back is the deepest colour: more is rare, and small differences must show.
      const double depth = std::min(1.0, share / 0.5);
      // At most 0.8 of the colour: the text on it keeps a contrast of 4.5 in light and in dark.
      rows += fmt::format(R"(<td class="cell{}" style="--share:{:.2f}">{}{}</td>)",
                          cohort.cells[k].complete ? "" : " partial", 0.04 + 0.76 * depth,
                          grouped(percentage(cohort.cells[k].customers, cohort.size)),
                          cohort.cells[k].complete ? "" : "<span title=\"this month is not over\">*</span>");
    }
    rows += "</tr>";
  }
  return section("cohorts", "Who comes back",
                 "Percent of the customers of each month of first order that ordered again in the months after it. * a "
                 "month that is not over.",
                 R"(<div class="scroll" tabindex="0" role="region" aria-label="Retention by cohort"><table class="heat">)" +
                     rows + "</tbody></table></div>");
}

std::string findings(std::string_view id, std::string_view title, const std::string& lead,
                     const std::vector<std::string>& sentences, std::string_view none) {
  std::string list;
  for (const std::string& sentence : sentences) list += "<li>" + escape(sentence) + "</li>";
  return section(id, title, lead, list.empty() ? fmt::format("<p>{}</p>", none) : R"(<ul class="findings">)" + list + "</ul>");
}

std::string freshness_section(const Report& report) {
  const Dashboard& dashboard = report.dashboard;
  const Freshness& freshness = dashboard.freshness;
  std::string list = "<dl>";
  const auto add = [&](std::string_view name, const std::string& value) {
    list += fmt::format("<dt>{}</dt><dd>{}</dd>", name, value);
  };
  add("Made", time_text(freshness.now));
  add("Data through", freshness.data_through ? time_text(*freshness.data_through) : "nothing collected yet");
  if (const auto limit = freshness.stale_after()) add("Stale after", time_text(*limit));
  add("Time zone", escape(dashboard.account.timezone));
  add("Compared with", range_text(previous_period(dashboard.ranges.front().range.range)));
  list += "</dl>";
  std::string remarks;
  for (const std::string& note : notes(dashboard)) remarks += "<li>" + escape(note) + "</li>";
  for (const Zero& zero : zeros(dashboard))
    if (zero.endpoint == "overview" && zero.member.ends_with(".current"))
      remarks += fmt::format("<li>{} is 0: {}</li>", zero.member.substr(0, zero.member.find('.')), escape(zero.reason));
  if (!remarks.empty()) list += R"(<ul class="findings">)" + remarks + "</ul>";
  return section("freshness", "About the data", "", list);
}

std::string body(const Report& report) {
  const RangeValues& values = report.dashboard.ranges.front();
  const std::string currency = report.dashboard.account.currency;
  std::string text = figures(values, currency);
  if (report.insights)
    text += findings("insights", "What changed",
                     "Against the period before, the most important first. p says how likely chance alone is, with regard to "
                     "everything that was compared; what is left out was not significant.",
                     *report.insights, "Nothing that is more than chance.");
  text += section("revenue", "Revenue over time", "",
                  share_bar(values.current.revenue_by_source) +
                      revenue_chart_html(revenue_bars(values.range.range, values.days), escape(currency)));
  if (report.forecast) text += forecast_section(*report.forecast, currency);
  if (report.anomalies)
    text += findings("anomalies", "Unusual days",
                     "Days and levels unlike what is usual for the weekday and the season, the latest first.",
                     *report.anomalies, "No day was far from what is usual.");
  if (!report.cohorts.empty()) text += cohort_section(report.cohorts);
  text += section("campaigns", "Campaigns", "Those received in the range.", campaign_table(values.campaigns));
  text += section("flows", "Flows", "", flow_table(values.flows));
  text += section("forms", "Forms", "", form_table(values.forms));
  text += section("segments", "Segments", "", segment_table(values.segments));
  return text + freshness_section(report);
}

}  // namespace

std::string render_report(const Report& report) {
  const std::string name = escape(report.dashboard.account.name);
  std::string page = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<meta name="robots" content="noindex">
)";
  page += fmt::format("<title>{}: marketing report, {}</title>\n<style>\n{}</style>\n</head>\n<body>\n", name,
                      range_text(report.dashboard.ranges.front().range.range), kReportStyle);
  page += R"(<a class="skip" href="#main">Skip to the report</a>)" + header(report) + "\n<main id=\"main\">\n" +
          body(report) + "</main>\n";
  page += fmt::format("<footer><p>Made by klytics {}.</p></footer>\n<script>\n{}</script>\n</body>\n</html>\n",
                      escape(report.version), kReportScript);
  return page;
}

}  // namespace klytics::presentation

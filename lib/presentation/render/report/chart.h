// Charts of a report as SVG with a table of the same numbers, which is what a screen reader and the tooltips read. Pure.
#pragma once

#include <string>
#include <vector>

#include "presentation/render/dashboard.h"
#include "presentation/render/report/report.h"

namespace klytics::presentation {

/// Revenue of a day, a week or a month: what a bar stands for.
struct RevenueBar {
  std::string label;  // "2 Jan 2026", "week of 5 Jan 2026", "Jan 2026"
  std::string tick;   // under the axis
  RevenueBySource revenue{};
};

/// The bars of a range: one a day up to about four months, a week up to two years, a month beyond. Weeks begin on Monday.
std::vector<RevenueBar> revenue_bars(const DateRange& range, const std::vector<RevenueDay>& days);

/// Stacked bars by source, in the colours of the sources' classes; without a legend.
std::string revenue_chart_html(const std::vector<RevenueBar>& bars, const std::string& currency);

/// The past as a line, then what is expected as a dashed line in its band.
std::string forecast_chart_html(const RevenueForecast& forecast, const std::string& currency);

/// Round numbers from 0 (or below a negative `least`) that cover the values, about five of them.
std::vector<double> axis_ticks(double least, double most);

}  // namespace klytics::presentation

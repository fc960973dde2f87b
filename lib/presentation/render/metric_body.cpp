#include "presentation/render/metric_body.h"

#include <fmt/format.h>

#include <algorithm>

namespace klytics::presentation {

int digits_of(MetricNature nature) {
  return nature == MetricNature::kMoney ? 2 : nature == MetricNature::kRatio ? kDerivedDigits : 0;
}

std::string decimals(double value, int digits) {
  std::string text = fmt::format("{:.{}f}", value, digits);
  if (text.find('.') != std::string::npos) {
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
  }
  return text == "-0" ? "0" : text;
}

void write_decimals(JsonWriter& json, std::string_view name, double value, int digits) {
  json.key(name).written_number(decimals(value, digits));
}

Part part_of(const MetricAnalysis& metric, const DateRange& range) {
  const auto size = static_cast<std::int64_t>(metric.values.size());
  const std::int64_t from = std::clamp<std::int64_t>((range.first - metric.first).count(), 0, size);
  const std::int64_t to = std::clamp<std::int64_t>((range.last - metric.first).count() + 1, from, size);
  return {static_cast<std::size_t>(from), static_cast<std::size_t>(to)};
}

std::int64_t observed_in(const MetricAnalysis& metric, const Part& part) {
  const auto begin = metric.observed.begin();
  return std::count(begin + static_cast<std::ptrdiff_t>(part.from), begin + static_cast<std::ptrdiff_t>(part.to), true);
}

std::string timestamp_of(Date day) { return to_string(day) + "T00:00:00Z"; }

void write_days(JsonWriter& json, const DateRange& range) {
  json.key("dateRange").begin_object();
  json.key("start").text(to_string(range.first));
  json.key("end").text(to_string(range.last));
  json.end_object();
}

void begin_metric(JsonWriter& json, const MetricAnalysis& metric, const DateRange& range) {
  json.begin_object();
  json.key("metricId").text(metric.id);
  write_days(json, range);
  json.key("interval").text("1 day");
}

}  // namespace klytics::presentation

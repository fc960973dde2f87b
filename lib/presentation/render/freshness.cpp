#include "presentation/render/freshness.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "presentation/render/metric_correlations.h"
#include "presentation/render/naive_forecast.h"

namespace klytics::presentation {
namespace {

void write_instant(JsonWriter& json, std::string_view name, const std::optional<Instant>& instant) {
  json.key(name);
  if (instant)
    json.text(to_string(*instant));
  else
    json.null();
}

void note_coverage(const Coverage& coverage, std::vector<std::string>& notes) {
  for (const std::string& resource : coverage.missing_resources)
    notes.push_back(fmt::format("{} were never synchronised completely: what depends on them is 0", resource));
  if (!coverage.has_facts)
    notes.push_back("facts were never built: every number is 0 until `klytics aggregate` has run");
  if (coverage.unbuilt_days > 0)
    notes.push_back(fmt::format("{} days of metrics changed since facts were built: run `klytics aggregate`",
                                coverage.unbuilt_days));
  if (coverage.has_facts && !coverage.has_conversion_metric)
    notes.push_back("revenue and conversions are 0: the account has no conversion metric");
  else if (!coverage.has_orders)
    notes.push_back("revenue and conversions are 0: there is no event of the conversion metric");
  if (coverage.foreign_orders > 0)
    notes.push_back(fmt::format("{} orders in another currency than the account's are not part of any revenue",
                                coverage.foreign_orders));
  if (!coverage.has_messages) notes.push_back("message rates are 0: no message was received");
  if (!coverage.has_subscribers)
    notes.push_back("subscribers are 0: no profile that can receive email marketing is known");
  if (!coverage.has_form_views)
    notes.push_back("form views and submission rates are 0: no event of a form view metric");
  if (!coverage.has_form_submissions) notes.push_back("form submissions are 0: no event of a form submission metric");
  if (coverage.has_report_forms)
    notes.push_back(
        "form views and submissions come from the vendor's report by day: those of the last day are not in it");
  if (!coverage.has_segment_members) notes.push_back("segment counts are 0: no segment has a member");
}

}  // namespace

void write_freshness(JsonWriter& json, const Freshness& freshness) {
  write_instant(json, "dataThrough", freshness.data_through);
  write_instant(json, "staleAfter", freshness.stale_after());
}

std::string health(const Freshness& freshness) {
  JsonWriter json;
  json.begin_object();
  json.key("status").text(freshness.is_stale() ? "stale" : "ok");
  json.key("timestamp").text(to_string(freshness.now));
  write_freshness(json, freshness);
  json.end_object();
  return json.take();
}

std::vector<std::string> notes(const Dashboard& dashboard) {
  std::vector<std::string> notes;
  note_coverage(dashboard.coverage, notes);
  std::set<std::string> cut_forms;
  for (const RangeValues& range : dashboard.ranges)
    for (const Form& form : range.forms)
      if (form.submissions > form.views) cut_forms.insert(form.klaviyo_id);
  for (const std::string& form : cut_forms)
    notes.push_back(
        fmt::format("form {} has more submissions than views: its submission rate is cut to 100, or 0 without "
                    "any view",
                    form));
  for (const RangeValues& range : dashboard.ranges)
    if (std::any_of(range.current.revenue_by_source.begin(), range.current.revenue_by_source.end(),
                    [](const Decimal& revenue) { return revenue.units < 0; }))
      notes.push_back(fmt::format("{}: a source with negative revenue has the share 0", range.range.name));
  std::vector<std::string_view> naive;
  for (const MetricAnalysis* metric : without_model(dashboard)) naive.push_back(metric->id);
  if (!naive.empty())
    notes.push_back(fmt::format("no active model forecasts {}: the values of a week before go on, by the method naive",
                                fmt::join(naive, ", ")));
  std::vector<std::string_view> unpaired;
  const std::vector<bool> paired = paired_metrics(dashboard.metrics());
  for (std::size_t i = 0; i < paired.size(); ++i)
    if (!paired[i]) unpaired.push_back(dashboard.metrics()[i].id);
  if (!unpaired.empty())
    notes.push_back(
        fmt::format("correlations of {} with other metrics of Klaviyo have no files of their own: they stand in "
                    "analytics/correlations",
                    fmt::join(unpaired, ", ")));
  return notes;
}

}  // namespace klytics::presentation

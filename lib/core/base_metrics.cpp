#include "core/base_metrics.h"

#include <algorithm>
#include <array>
#include <span>

namespace klytics {
namespace {

struct Stem {
  std::string_view name;
  std::string_view title;
  MetricNature nature;
  MetricSource source;
  std::string_view column;
};

constexpr std::array kOrderStems = std::to_array<Stem>({
    {"revenue", "Revenue", MetricNature::kMoney, MetricSource::kRevenue, "revenue"},
    {"orders", "Orders", MetricNature::kCount, MetricSource::kRevenue, "orders"},
    {"customers", "Customers", MetricNature::kCount, MetricSource::kCustomers, "customers"},
    {"new_customers", "New customers", MetricNature::kCount, MetricSource::kCustomers, "new_customers"},
});

constexpr std::array kMessageStems = std::to_array<Stem>({
    {"received", "Messages received", MetricNature::kCount, MetricSource::kEngagement, "received"},
    {"bounced", "Messages bounced", MetricNature::kCount, MetricSource::kEngagement, "bounced"},
    {"opens", "Opens", MetricNature::kCount, MetricSource::kEngagement, "opens"},
    {"unique_opens", "Unique opens", MetricNature::kCount, MetricSource::kEngagement, "unique_opens"},
    {"machine_opens", "Opens by machines", MetricNature::kCount, MetricSource::kEngagement, "machine_opens"},
    {"unique_human_opens", "Unique opens by people", MetricNature::kCount, MetricSource::kEngagement,
     "unique_human_opens"},
    {"clicks", "Clicks", MetricNature::kCount, MetricSource::kEngagement, "clicks"},
    {"unique_clicks", "Unique clicks", MetricNature::kCount, MetricSource::kEngagement, "unique_clicks"},
    {"unsubscribes", "Unsubscribes", MetricNature::kCount, MetricSource::kEngagement, "unsubscribes"},
    {"spam_complaints", "Spam complaints", MetricNature::kCount, MetricSource::kEngagement, "spam_complaints"},
    {"conversions", "Orders that messages led to", MetricNature::kCount, MetricSource::kEngagement, "conversions"},
    {"converters", "People whom messages led to order", MetricNature::kCount, MetricSource::kEngagement, "converters"},
});

constexpr std::array kOtherStems = std::to_array<Stem>({
    {"subscribers", "Subscribers", MetricNature::kLevel, MetricSource::kSubscribers, "subscribers"},
    {"form_views", "Form views", MetricNature::kCount, MetricSource::kForms, "views"},
    {"form_submissions", "Form submissions", MetricNature::kCount, MetricSource::kForms, "submissions"},
    {"form_conversions", "Form conversions", MetricNature::kCount, MetricSource::kForms, "conversions"},
});

constexpr std::array<std::string_view, 4> kChannels = {"email", "sms", "push", "none"};
constexpr std::array<std::string_view, 4> kOrigins = {"campaign", "flow", "form", "other"};

// A metric and its parts. Messages always have one of the first three channels and come from the first two sources.
void add(std::vector<BaseMetric>& all, const Stem& stem, std::size_t channels, std::size_t origins) {
  const std::string name(stem.name), title(stem.title);
  all.push_back({name, title, stem.nature, stem.source, stem.column, {}, {}});
  for (const std::string_view channel : std::span(kChannels).first(channels))
    all.push_back({name + "_" + std::string(channel),
                   title + ", " + std::string(channel),
                   stem.nature,
                   stem.source,
                   stem.column,
                   std::string(channel),
                   {}});
  for (const std::string_view origin : std::span(kOrigins).first(origins))
    all.push_back({name + "_" + std::string(origin),
                   title + ", " + std::string(origin),
                   stem.nature,
                   stem.source,
                   stem.column,
                   {},
                   std::string(origin)});
}

std::vector<BaseMetric> make_all() {
  std::vector<BaseMetric> all;
  for (const Stem& stem : kOrderStems) add(all, stem, 4, 4);
  for (const Stem& stem : kMessageStems) add(all, stem, 3, 2);
  for (const Stem& stem : kOtherStems) add(all, stem, 0, 0);
  return all;
}

}  // namespace

const std::vector<BaseMetric>& base_metrics() {
  static const std::vector<BaseMetric> all = make_all();
  return all;
}

const BaseMetric* find_base_metric(std::string_view name) {
  const auto found = std::ranges::find(base_metrics(), name, &BaseMetric::name);
  return found == base_metrics().end() ? nullptr : &*found;
}

}  // namespace klytics

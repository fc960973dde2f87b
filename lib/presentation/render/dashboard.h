// What one export knows: the values behind every file of the dashboard, read in one snapshot of the database. Plain
// values; percentages are computed where they are rendered.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/account.h"
#include "core/date_range.h"
#include "core/decimal.h"
#include "core/time.h"
#include "presentation/render/customer_values.h"
#include "presentation/render/forecast_document.h"
#include "presentation/render/metric_analysis.h"

namespace klytics::presentation {

/// Money by what brought it, in the order of kSources.
using RevenueBySource = std::array<Decimal, 4>;

/// A source of revenue as the dashboard names and paints it.
struct Source {
  std::string_view name;
  std::string_view key;  // its member in /charts/revenue
  std::string_view color;
};
inline constexpr std::array<Source, 4> kSources = {{{"Campaigns", "campaigns", "rgb(59, 130, 246)"},
                                                    {"Flows", "flows", "rgb(139, 92, 246)"},
                                                    {"Forms", "forms", "rgb(245, 158, 11)"},
                                                    {"Other", "other", "rgb(16, 185, 129)"}}};

/// What happened to messages, counted on the day on which they were received (bounces: on their own day). Unique: once
/// per profile and message.
struct MessageCounts {
  std::int64_t received = 0;
  std::int64_t bounced = 0;
  std::int64_t unique_opens = 0;
  std::int64_t unique_human_opens = 0;  // without those that a machine opened
  std::int64_t unique_clicks = 0;
  std::int64_t converters = 0;

  MessageCounts& operator+=(const MessageCounts& other);
};

struct ChannelCounts {
  std::string channel;  // email, sms, push, none
  MessageCounts counts;
};

/// The account as a whole in one period.
struct Totals {
  Decimal revenue{0, kMoneyDigits};
  RevenueBySource revenue_by_source{};
  std::int64_t subscribers = 0;   // at the end of the period
  std::string subscribers_basis;  // reconstructed or recorded; empty when nothing is known
  std::int64_t form_submissions = 0;
  std::vector<ChannelCounts> channels;  // those with any message, by name

  MessageCounts messages() const;  // of all channels
};

/// A campaign or a flow. `id` is the dashboard's number.
struct Mailing {
  std::int64_t id = 0;
  std::string klaviyo_id;
  std::string name;
  MessageCounts counts;
  Decimal revenue{0, kMoneyDigits};
};

struct Form {
  std::int64_t id = 0;
  std::string klaviyo_id;
  std::string name;
  std::int64_t views = 0;
  std::int64_t submissions = 0;
  std::int64_t conversions = 0;
};

struct Segment {
  std::int64_t id = 0;
  std::string klaviyo_id;
  std::string name;
  std::int64_t members = 0;  // at the end of the range
  std::int64_t buyers = 0;   // members who ordered in the range
  Decimal revenue{0, kMoneyDigits};
};

struct RevenueDay {
  Date day;
  RevenueBySource revenue{};
};

/// Everything about one range. Lists are in the order in which the dashboard shows them.
struct RangeValues {
  NamedRange range;
  Totals current;
  Totals previous;
  std::vector<Mailing> campaigns;  // received in the range, newest first
  std::vector<Mailing> flows;      // by id
  std::vector<Form> forms;         // by id
  std::vector<Segment> segments;   // by id
  std::vector<RevenueDay> days;    // those with an order, oldest first; may reach beyond the range
};

/// How complete and how old the data is.
struct Freshness {
  std::optional<Instant> data_through;  // everything before it is in the numbers; nullopt: nothing was collected yet
  Instant now;                          // the real one, whatever date the ranges are relative to
  int max_age_hours = 0;

  /// When the data counts as stale; nullopt without data.
  std::optional<Instant> stale_after() const;
  bool is_stale() const;
};

/// What the account has, so far as it explains zeros.
struct Coverage {
  std::vector<std::string> missing_resources;  // never synchronised, sorted
  std::int64_t unbuilt_days = 0;               // local days and metrics that changed since facts were built
  bool has_facts = false;                      // facts were built at least once
  bool has_conversion_metric = false;
  bool has_orders = false;
  bool has_messages = false;
  bool has_subscribers = false;
  bool has_form_views = false;
  bool has_form_submissions = false;
  bool has_segment_members = false;
  bool has_report_forms = false;        // views and submissions of forms come from the vendor's report
  std::int64_t foreign_orders = 0;      // in another currency: not part of any sum
  std::optional<DateRange> event_days;  // local days of the first and the last event in the facts
  std::optional<Date> complete_to;      // the local day of data-through
};

struct Dashboard {
  Account account;
  Date as_of;  // "today" of the ranges
  Freshness freshness;
  Coverage coverage;
  std::vector<std::string> attribution;  // models in the order in which they were asked
  std::vector<RangeValues> ranges;
  std::shared_ptr<const std::vector<MetricAnalysis>> analyses;  // of metrics, when they were asked for
  std::optional<CustomerValues> customer_values;  // once klytics cohort clv has fitted a model to the account's orders
  std::vector<ActiveForecast> forecasts;          // by metric: those that klytics forecast has put to use

  const std::vector<MetricAnalysis>& metrics() const;  // empty when they were not asked for
  const MetricAnalysis* find_metric(std::string_view id) const;
};

}  // namespace klytics::presentation

// Reads the body of a report query and checks it against what the API allows.
#include <algorithm>
#include <array>

#include "reports/reports.h"

namespace klaviyo_sim {
namespace {

constexpr UnixSeconds kHourSeconds = 3600;
constexpr UnixSeconds kDaySeconds = 86400;

constexpr std::array<std::string_view, 31> kMessageStatistics = {"average_order_value",
                                                                 "bounce_rate",
                                                                 "bounced",
                                                                 "bounced_or_failed",
                                                                 "bounced_or_failed_rate",
                                                                 "click_rate",
                                                                 "click_to_open_rate",
                                                                 "clicks",
                                                                 "clicks_unique",
                                                                 "conversion_rate",
                                                                 "conversion_uniques",
                                                                 "conversion_value",
                                                                 "conversions",
                                                                 "delivered",
                                                                 "delivery_rate",
                                                                 "failed",
                                                                 "failed_rate",
                                                                 "message_segment_count_sum",
                                                                 "open_rate",
                                                                 "opens",
                                                                 "opens_unique",
                                                                 "recipients",
                                                                 "revenue_per_recipient",
                                                                 "spam_complaint_rate",
                                                                 "spam_complaints",
                                                                 "text_message_credit_usage_amount",
                                                                 "text_message_roi",
                                                                 "text_message_spend",
                                                                 "unsubscribe_rate",
                                                                 "unsubscribe_uniques",
                                                                 "unsubscribes"};
constexpr std::array<std::string_view, 12> kFormStatistics = {"closed_form",
                                                              "closed_form_uniques",
                                                              "qualified_form",
                                                              "qualified_form_uniques",
                                                              "submit_rate",
                                                              "submits",
                                                              "submitted_form_step",
                                                              "submitted_form_step_uniques",
                                                              "viewed_form",
                                                              "viewed_form_step",
                                                              "viewed_form_step_uniques",
                                                              "viewed_form_uniques"};
constexpr std::array<std::string_view, 4> kSegmentStatistics = {"members_added", "members_removed",
                                                                "net_members_changed", "total_members"};

constexpr std::array<std::string_view, 7> kCampaignGroups = {
    "campaign_id", "campaign_message_id", "campaign_message_name", "send_channel", "tag_id", "tag_name", "variation"};
constexpr std::array<std::string_view, 8> kFlowGroups = {
    "flow_id", "flow_message_id", "flow_message_name", "flow_name", "send_channel", "tag_id", "tag_name", "variation"};
constexpr std::array<std::string_view, 2> kFormGroups = {"form_id", "form_version_id"};
constexpr std::array<std::string_view, 1> kSegmentGroups = {"segment_id"};

struct Subject {
  std::string_view name;
  std::span<const std::string_view> statistics;
  std::span<const std::string_view> groups;
  std::vector<std::string> default_groups;
  std::vector<std::string> required_groups;
};

const Subject& subject_of(std::string_view type) {
  static const std::vector<Subject> subjects = {{"campaign",
                                                 kMessageStatistics,
                                                 kCampaignGroups,
                                                 {"campaign_id", "campaign_message_id", "send_channel"},
                                                 {"campaign_id", "campaign_message_id"}},
                                                {"flow",
                                                 kMessageStatistics,
                                                 kFlowGroups,
                                                 {"flow_id", "flow_message_id", "send_channel"},
                                                 {"flow_id", "flow_message_id"}},
                                                {"form", kFormStatistics, kFormGroups, {"form_id"}, {"form_id"}},
                                                {"segment", kSegmentStatistics, kSegmentGroups, {"segment_id"}, {}}};
  return *std::find_if(subjects.begin(), subjects.end(), [&](const Subject& s) { return type.starts_with(s.name); });
}

std::vector<std::string> list_of(const Json& attributes, const char* name, std::span<const std::string_view> allowed) {
  const auto found = attributes.find(name);
  if (found == attributes.end() || found->is_null()) return {};
  const auto values = found->get<std::vector<std::string>>();
  for (const std::string& value : values)
    if (std::find(allowed.begin(), allowed.end(), value) == allowed.end())
      throw invalid("'" + value + "' is not a valid value for " + name + ".");
  return values;
}

TimeSpan parse_timeframe(const klytics::TimeZone& zone, const Json& timeframe, UnixSeconds now) {
  TimeSpan span;
  if (timeframe.contains("key")) {
    const auto named = named_window(zone, timeframe["key"].get<std::string>(), now);
    if (!named) throw invalid("'" + timeframe["key"].get<std::string>() + "' is not a valid timeframe key.");
    span = *named;
  } else {
    const auto start = parse_wall_clock(zone, timeframe.value("start", ""));
    const auto end = parse_wall_clock(zone, timeframe.value("end", ""));
    if (!start || !end) throw invalid("A timeframe needs a key, or a start and an end.");
    // Both ends are included and the end is rounded up to the last second of its hour.
    span = {*start, *end / kHourSeconds * kHourSeconds + kHourSeconds};
  }
  if (span.from >= span.to) throw invalid("The start of the timeframe must be before its end.");
  if (span.to - span.from > 367 * kDaySeconds) throw invalid("The timeframe cannot be longer than one year.");
  return span;
}

Interval parse_interval(const std::string& name, const TimeSpan& span) {
  const UnixSeconds length = span.to - span.from;
  const auto within = [&](int days) {
    // One day and an hour of grace: named timeframes include today, and a clock may change.
    if (length > (days + 1) * kDaySeconds + kHourSeconds)
      throw invalid("The timeframe is too long for the interval " + name + ".");
  };
  if (name == "hourly") return within(7), Interval::kHour;
  if (name == "daily") return within(60), Interval::kDay;
  if (name == "weekly") return within(52 * 7), Interval::kWeek;
  if (name == "monthly") return within(52 * 7), Interval::kMonth;
  throw invalid("'" + name + "' is not a valid interval.");
}

const std::vector<FieldRule>& filter_rules(const Subject& subject) {
  static std::mutex mutex;
  static std::map<std::string_view, std::vector<FieldRule>> all;
  const std::lock_guard lock(mutex);
  std::vector<FieldRule>& rules = all[subject.name];
  if (rules.empty())
    for (const std::string_view group : subject.groups) {
      const bool tag = group.starts_with("tag_");
      const bool message = subject.name == "campaign" || subject.name == "flow";
      const std::uint32_t operators = tag       ? kContainsAny | kContainsAll
                                      : message ? kEquals | kContainsAny
                                                : kEquals | kAny;
      rules.push_back({group, ValueKind::kString, operators});
    }
  return rules;
}

}  // namespace

ReportQuery Reports::parse(std::string_view type, const Request& request) const {
  const Subject& subject = subject_of(type);
  const Json body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded() || !body.is_object() || !body.contains("data"))
    throw invalid("The body is not a report query.");
  const Json& data = body["data"];
  if (data.value("type", "") != type) throw invalid("The type of the body must be " + std::string(type) + ".");
  const Json& attributes = data.at("attributes");
  ReportQuery query;
  query.subject = subject.name;
  query.series = type.find("-series-") != std::string_view::npos;
  query.statistics = list_of(attributes, "statistics", subject.statistics);
  if (query.statistics.empty()) throw invalid("At least one statistic is required.");
  query.group_by = list_of(attributes, "group_by", subject.groups);
  if (query.group_by.empty()) query.group_by = subject.default_groups;
  for (const std::string& needed : subject.required_groups)
    if (std::find(query.group_by.begin(), query.group_by.end(), needed) == query.group_by.end())
      throw invalid("group_by must contain " + needed + ".");
  query.span = parse_timeframe(zone_, attributes.at("timeframe"), request.now);
  const Interval interval =
      query.series ? parse_interval(attributes.value("interval", ""), query.span) : Interval::kWhole;
  query.buckets = make_buckets(zone_, query.span.from, query.span.to, interval);
  if (const std::string filter = attributes.value("filter", ""); !filter.empty())
    query.filter = parse_filter(filter, filter_rules(subject), type, request.now);
  if (subject.name == "campaign" || subject.name == "flow") {
    const std::string metric = attributes.value("conversion_metric_id", "");
    const auto found =
        std::find_if(shop_.metrics.begin(), shop_.metrics.end(), [&](const Metric& m) { return m.id == metric; });
    if (found == shop_.metrics.end()) throw invalid("The conversion metric does not exist.");
    query.conversion = static_cast<Kind>(found - shop_.metrics.begin());
    if (query.conversion != Kind::kPlacedOrder && query.conversion != Kind::kOrderedProduct &&
        query.conversion != Kind::kCheckoutStarted)
      throw invalid("Passed in conversion metric does not support querying for values data");
  }
  return query;
}

}  // namespace klaviyo_sim

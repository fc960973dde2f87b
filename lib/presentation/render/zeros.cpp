#include "presentation/render/zeros.h"

#include <fmt/format.h>

#include <algorithm>

#include "presentation/render/rates.h"

namespace klytics::presentation {
namespace {

// Finds the reason of one zero; the first that holds counts.
class Reasons {
 public:
  explicit Reasons(const Coverage& coverage) : coverage_(coverage) {}

  std::string revenue(const DateRange& period) const {
    if (const std::string missing = unbuilt({"events", "metrics"}); !missing.empty()) return missing;
    if (!coverage_.has_conversion_metric) return "the account has no conversion metric";
    if (!coverage_.has_orders) return "there is no event of the conversion metric";
    return outside(period, "no order in the period");
  }

  std::string subscribers(const DateRange& period) const {
    if (const std::string missing = unbuilt({"profiles"}); !missing.empty()) return missing;
    if (!coverage_.has_subscribers) return "no profile that can receive email marketing is known";
    return outside(period, "nobody could receive email marketing at the end of the period");
  }

  std::string rate(const DateRange& period, const MessageCounts& counts, std::string_view nothing) const {
    if (const std::string missing = unbuilt({"events", "metrics"}); !missing.empty()) return missing;
    if (!coverage_.has_messages) return "no message was ever received";
    if (counts.received == 0) return outside(period, "no message was received in the period");
    return std::string(nothing);
  }

  std::string conversions(const DateRange& period, const MessageCounts& counts) const {
    if (coverage_.has_facts && !coverage_.has_conversion_metric) return "the account has no conversion metric";
    return rate(period, counts, counts.converters > 0 ? kRounded : "no order is attributed to a message of the period");
  }

  std::string submissions(const DateRange& period) const {
    if (const std::string missing = unbuilt({"events", "metrics"}); !missing.empty()) return missing;
    if (!coverage_.has_form_submissions) return "there is no event of a form submission metric";
    return outside(period, "no form was submitted in the period");
  }

  std::string list(std::string_view resource, const DateRange& period, std::string_view nothing) const {
    if (const std::string missing = unbuilt({resource}); !missing.empty()) return missing;
    return outside(period, nothing);
  }

  static constexpr std::string_view kRounded = "the rate is below 0.05";

 private:
  std::string unbuilt(std::initializer_list<std::string_view> resources) const {
    for (const std::string_view resource : resources)
      if (std::find(coverage_.missing_resources.begin(), coverage_.missing_resources.end(), resource) !=
          coverage_.missing_resources.end())
        return fmt::format("{} were never synchronised completely", resource);
    return coverage_.has_facts ? "" : "facts were never built";
  }

  std::string outside(const DateRange& period, std::string_view nothing) const {
    const std::optional<DateRange>& days = coverage_.event_days;
    if (days && period.last < days->first)
      return fmt::format("the period ends before the first collected event, of {}", to_string(days->first));
    if (days && coverage_.complete_to && period.first > *coverage_.complete_to)
      return fmt::format("data reaches only to {}", to_string(*coverage_.complete_to));
    return std::string(nothing);
  }

  const Coverage& coverage_;
};

class Collector {
 public:
  Collector(const Dashboard& dashboard, std::vector<Zero>& found) : reasons_(dashboard.coverage), found_(found) {}

  void add_range(const RangeValues& values) {
    range_ = &values.range;
    add_period("current", values.range.range, values.current);
    add_period("previous", previous_period(values.range.range), values.previous);
    if (values.campaigns.empty())
      add("campaigns", "", reasons_.list("campaigns", values.range.range, "no campaign was received in the range"));
    if (values.flows.empty()) add("flows", "", reasons_.list("flows", values.range.range, "the account has no flow"));
    if (values.forms.empty()) add("forms", "", reasons_.list("forms", values.range.range, "the account has no form"));
    if (values.segments.empty())
      add("segments", "", reasons_.list("segments", values.range.range, "the account has no segment"));
  }

 private:
  void add_period(std::string_view name, const DateRange& period, const Totals& totals) {
    const MessageCounts counts = totals.messages();
    const auto figure = [&](std::string_view member, bool zero, const std::string& reason) {
      if (zero) add("overview", fmt::format("{}.{}", member, name), reason);
    };
    const auto rate_reason = [&](std::int64_t part, std::string_view nothing) {
      return reasons_.rate(period, counts, part > 0 ? Reasons::kRounded : nothing);
    };
    figure("revenue", totals.revenue.units == 0, reasons_.revenue(period));
    figure("subscribers", totals.subscribers == 0, reasons_.subscribers(period));
    figure("openRate", open_rate(counts).units == 0,
           rate_reason(counts.unique_opens, "no message of the period was opened"));
    figure("clickRate", click_rate(counts).units == 0,
           rate_reason(counts.unique_clicks, "no message of the period was clicked"));
    figure("conversionRate", conversion_rate(counts).units == 0, reasons_.conversions(period, counts));
    figure("formSubmissions", totals.form_submissions == 0, reasons_.submissions(period));
    figure("humanOpenRate", human_open_rate(counts).units == 0,
           rate_reason(counts.unique_human_opens, "no message of the period was opened by a person"));
  }

  void add(std::string_view endpoint, std::string member, std::string reason) {
    found_.push_back({range_->name, std::string(endpoint), std::move(member), std::move(reason)});
  }

  Reasons reasons_;
  std::vector<Zero>& found_;
  const NamedRange* range_ = nullptr;
};

}  // namespace

std::vector<Zero> zeros(const Dashboard& dashboard) {
  std::vector<Zero> found;
  Collector collector(dashboard, found);
  for (const RangeValues& values : dashboard.ranges) collector.add_range(values);
  return found;
}

}  // namespace klytics::presentation

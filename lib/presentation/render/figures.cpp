#include "presentation/render/figures.h"

#include <array>

namespace klytics::presentation::figures {
namespace {

constexpr std::string_view kOpen =
    "100 * unique opens / delivered, one decimal; both stand on the day on which the message was received";
constexpr std::string_view kHumanOpen = "100 * unique opens that no machine made / delivered, one decimal";
constexpr std::string_view kClick =
    "100 * unique clicks / delivered, one decimal; both stand on the day on which the message was received";
constexpr std::string_view kConversion =
    "100 * people who ordered, attributed to a message / delivered, one decimal; an unattributed order never enters";
constexpr std::string_view kSent = "delivered + bounced";
constexpr std::string_view kMessageRevenue =
    "sum of the orders attributed to it, on the day of the order, in the account's currency; refunds are not "
    "subtracted";
constexpr std::string_view kSubmission = "100 * submissions / views, one decimal, at most 100; 0 without a view";
constexpr std::string_view kSegmentConversion = "100 * members who ordered in the range / members, one decimal";
constexpr std::string_view kSegmentRevenue = "sum of the orders of its members in the range";
constexpr std::string_view kShare =
    "the source's share of revenue in percent, one decimal, by largest remainder so that the shares sum to 100";

constexpr auto kOverviewFigures = std::to_array<Figure>({
    {"revenue", "sum of the orders of the period in the account's currency; refunds are not subtracted", "revenue",
     "total", "orders"},
    {"subscribers", "people that can receive email marketing at the end of the period's last day", "audience",
     "subscribers,basis", "subscribers"},
    {"openRate", kOpen, "engagement", "received,unique_opens", "messages"},
    {"clickRate", kClick, "engagement", "received,unique_clicks", "messages"},
    {"conversionRate", kConversion, "engagement", "received,converters", "messages"},
    {"formSubmissions", "submissions of all forms in the period", "audience", "submissions", "form_days"},
    {"channels", kShare, "revenue", "campaigns,flows,forms,other", "orders"},
    {"humanOpenRate", kHumanOpen, "engagement", "received,unique_human_opens", "messages"},
    {"messageChannels", "the rates above, of each channel alone", "engagement",
     "channel,received,bounced,unique_opens,unique_human_opens,unique_clicks,converters", "messages"},
});

constexpr auto kCampaignFigures = std::to_array<Figure>({
    {"sent", kSent, "campaigns", "received,bounced", "campaign_messages"},
    {"openRate", kOpen, "campaigns", "received,unique_opens", "campaign_messages"},
    {"clickRate", kClick, "campaigns", "received,unique_clicks", "campaign_messages"},
    {"conversionRate", kConversion, "campaigns", "received,converters", "campaign_messages"},
    {"revenue", kMessageRevenue, "campaigns", "revenue", "campaign_orders"},
    {"humanOpenRate", kHumanOpen, "campaigns", "received,unique_human_opens", "campaign_messages"},
});

constexpr auto kFlowFigures = std::to_array<Figure>({
    {"recipients", kSent, "flows", "received,bounced", "flow_messages"},
    {"openRate", kOpen, "flows", "received,unique_opens", "flow_messages"},
    {"clickRate", kClick, "flows", "received,unique_clicks", "flow_messages"},
    {"conversionRate", kConversion, "flows", "received,converters", "flow_messages"},
    {"revenue", kMessageRevenue, "flows", "revenue", "flow_orders"},
    {"humanOpenRate", kHumanOpen, "flows", "received,unique_human_opens", "flow_messages"},
});

constexpr auto kFormFigures = std::to_array<Figure>({
    {"views", "views of the form in the range", "forms", "views", "form_days"},
    {"submissions", "submissions of the form in the range", "forms", "submissions", "form_days"},
    {"submissionRate", kSubmission, "forms", "views,submissions", "form_days"},
    {"conversions", "people who submitted the form in the range and ordered within 5 days of it", "forms",
     "conversions", "form_days"},
});

constexpr auto kSegmentFigures = std::to_array<Figure>({
    {"count", "members at the end of the range's last day", "segments", "members", "segment_members"},
    {"conversionRate", kSegmentConversion, "segments", "members,buyers", "segment_orders"},
    {"revenue", kSegmentRevenue, "segments", "revenue", "segment_orders"},
});

constexpr auto kRevenueChartFigures = std::to_array<Figure>({
    {"campaigns", "orders of the day that a campaign led to", "revenue_by_day", "day,campaigns", "orders"},
    {"flows", "orders of the day that a flow led to", "revenue_by_day", "day,flows", "orders"},
    {"forms", "orders of the day that a form led to", "revenue_by_day", "day,forms", "orders"},
    {"other", "orders of the day that are attributed to nothing", "revenue_by_day", "day,other", "orders"},
});

constexpr auto kDistributionFigures =
    std::to_array<Figure>({{"value", kShare, "revenue", "total,campaigns,flows,forms,other", "orders"}});

constexpr auto kTopSegmentFigures = std::to_array<Figure>({
    {"conversionRate", kSegmentConversion, "segments", "members,buyers", "segment_orders"},
    {"count", "members at the end of the range's last day", "segments", "members", "segment_members"},
    {"revenue", kSegmentRevenue, "segments", "revenue", "segment_orders"},
});

constexpr auto kTopFlowFigures = std::to_array<Figure>({
    {"recipients", kSent, "flows", "received,bounced", "flow_messages"},
    {"conversionRate", kConversion, "flows", "received,converters", "flow_messages"},
});

constexpr auto kTopFormFigures = std::to_array<Figure>({
    {"views", "views of the form in the range", "forms", "views", "form_days"},
    {"submissionRate", kSubmission, "forms", "views,submissions", "form_days"},
});

constexpr auto kHealthFigures = std::to_array<Figure>({
    {"dataThrough", "the lowest watermark of the resources that the dashboard reads, before the first unbuilt day",
     "freshness", "data_through,missing,unbuilt_days", "watermarks"},
    {"status", "\"stale\" when the real time is later than dataThrough by more than max_age_hours", "freshness",
     "data_through,missing,unbuilt_days", "watermarks"},
});

}  // namespace

const std::span<const Figure> kOverview = kOverviewFigures, kCampaigns = kCampaignFigures, kFlows = kFlowFigures,
                              kForms = kFormFigures, kSegments = kSegmentFigures, kRevenueChart = kRevenueChartFigures,
                              kDistribution = kDistributionFigures, kTopSegments = kTopSegmentFigures,
                              kTopFlows = kTopFlowFigures, kTopForms = kTopFormFigures, kHealth = kHealthFigures;

}  // namespace klytics::presentation::figures

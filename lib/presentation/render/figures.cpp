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

// Of campaigns and flows, which differ in where they are read and in the word for whom they were sent to.
constexpr std::array<Figure, 6> mailing_figures(std::string_view sent, std::string_view query,
                                                std::string_view messages, std::string_view orders) {
  return {{{sent, kSent, query, "received,bounced", messages},
           {"openRate", kOpen, query, "received,unique_opens", messages},
           {"clickRate", kClick, query, "received,unique_clicks", messages},
           {"conversionRate", kConversion, query, "received,converters", messages},
           {"revenue", kMessageRevenue, query, "revenue", orders},
           {"humanOpenRate", kHumanOpen, query, "received,unique_human_opens", messages}}};
}

constexpr auto kCampaignFigures = mailing_figures("sent", "campaigns", "campaign_messages", "campaign_orders");
constexpr auto kFlowFigures = mailing_figures("recipients", "flows", "flow_messages", "flow_orders");

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

// Of metrics: the statement and the rows are those of the metric.
constexpr Figure of_metric(std::string_view member, std::string_view formula) {
  return {member, formula, {}, "number of the day, value", {}};
}

constexpr std::string_view kPart =
    "STL of all complete days before today with the season of a week; the part that lies in the range, at most 1,000 "
    "points";

constexpr auto kTimeseriesFigures = std::to_array<Figure>({
    of_metric("points",
              "the value of each complete day of the range; more than 1,000 are thinned by largest triangles"),
    of_metric("totalPoints", "complete days of the range that have a value"),
});

constexpr auto kDecompositionFigures = std::to_array<Figure>({
    of_metric("decomposition.original", "the value of each complete day of the range, at most 1,000"),
    of_metric("decomposition.trend", kPart),
    of_metric("decomposition.seasonal", kPart),
    of_metric("decomposition.residual", kPart),
});

constexpr auto kAnomalyFigures = std::to_array<Figure>({
    of_metric(
        "anomalies",
        "days of the range that lie 3 or more robust standard deviations from what is usual in the whole history, "
        "by a robust STL with the season of a week after lasting changes of level are taken out"),
    of_metric("anomalyCount", "number of those days"),
    of_metric("anomalyPercentage", "100 * those days / complete days of the range that have a value"),
});

constexpr auto kForecastFigures = std::to_array<Figure>({
    {"forecast.forecast",
     "the 30 days after the data by the active version of klytics forecast; without one the values of the week before "
     "go on",
     "forecasts", "day,mean", "forecast_versions"},
    {"forecast.confidence", "where 95 of 100 such days are expected", "forecasts", "day,lower,upper",
     "forecast_versions"},
    {"accuracy", "1 - the mean absolute error as a share of the actual values, out of sample; at least 0", "forecasts",
     "mape", "forecast_versions"},
    {"forecast.metadata.validationMetrics", "errors at earlier times of the series, out of sample", "forecasts",
     "mape,rmse,mae,r2", "forecast_versions"},
});

constexpr auto kCorrelationFigures = std::to_array<Figure>({
    of_metric("correlation", "Pearson's correlation of the two, over the days of the range on which both have a value"),
    of_metric("interpretation",
              "the size in words where it is significant at 5 % by Student's t: weak, moderate from 0.4, strong from "
              "0.7"),
});

constexpr auto kEntropyFigures = std::to_array<Figure>({
    of_metric(
        "entropy",
        "sample entropy of the days of the range, or of the history up to its end where those are fewer than 100; "
        "2 days are compared at once, alike within 0.2 standard deviations"),
    of_metric("interpretation", "regular below 0.5, partly regular below 1.5, else irregular"),
});

}  // namespace

const std::span<const Figure> kOverview = kOverviewFigures, kCampaigns = kCampaignFigures, kFlows = kFlowFigures,
                              kForms = kFormFigures, kSegments = kSegmentFigures, kRevenueChart = kRevenueChartFigures,
                              kDistribution = kDistributionFigures, kTopSegments = kTopSegmentFigures,
                              kTopFlows = kTopFlowFigures, kTopForms = kTopFormFigures, kHealth = kHealthFigures,
                              kTimeseries = kTimeseriesFigures, kDecomposition = kDecompositionFigures,
                              kAnomalies = kAnomalyFigures, kForecast = kForecastFigures,
                              kCorrelation = kCorrelationFigures, kEntropy = kEntropyFigures;

}  // namespace klytics::presentation::figures

// The Reporting API: values and series of campaigns, flows, forms and segments, computed from the same events that the
// listing shows. Messages count on the day on which they were sent, as the vendor's reports do.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "api/request.h"
#include "events/event_index.h"
#include "reports/intervals.h"

namespace klaviyo_sim {

/// What a report asks for, checked.
struct ReportQuery {
  std::string subject;  // campaign, flow, form or segment
  bool series = false;
  std::vector<std::string> statistics;
  std::vector<std::string> group_by;
  Filter filter;
  Kind conversion{};
  TimeSpan span;
  Buckets buckets;  // one for values
};

/// One row: its groupings and, for each statistic of the query, one number a bucket.
struct ReportRow {
  Json groupings = Json::object();
  std::vector<std::vector<double>> values;
};

class Reports {
 public:
  /// Keeps references to both.
  Reports(const Shop& shop, const EventIndex& index);

  /// The answer to a query of `type` ("campaign-values-report"); throws ApiError for one that the API would refuse.
  /// The first call of a message report is linear in all events, later ones too but cheaper.
  std::string answer(std::string_view type, const Request& request, std::string_view base_url);

 private:
  // report_query.cpp
  ReportQuery parse(std::string_view type, const Request& request) const;
  std::vector<ReportRow> message_rows(const ReportQuery& query);  // report_messages.cpp
  std::vector<ReportRow> form_rows(const ReportQuery& query) const;
  std::vector<ReportRow> segment_rows(const ReportQuery& query) const;
  const std::vector<UnixSeconds>& send_times();

  const Shop& shop_;
  const EventIndex& index_;
  klytics::TimeZone zone_;
  std::mutex mutex_;
  std::vector<UnixSeconds> send_times_;  // by position of the event: when its message was sent; 0 for none
};

}  // namespace klaviyo_sim

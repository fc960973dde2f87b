// Where one number of the dashboard comes from: the statement that reads it, what it answered, and the facts behind it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "presentation/dashboard_reader.h"
#include "presentation/render/endpoints.h"
#include "presentation/render/result_table.h"

namespace klytics::presentation {

/// A statement that was sent, and its answer.
struct SentStatement {
  std::string name;  // "queries/export/revenue"
  std::string text;
  std::vector<std::string> parameters;
  ResultTable rows;
  std::int64_t rows_in_all = 0;  // also those beyond the limit
};

struct Explanation {
  std::string document;
  Figure figure;
  DateRange range, previous;
  std::string value;  // JSON text of the member as the dashboard gets it; of all rows where it is a table's
  std::vector<SentStatement> read, facts;  // one each; of a correlation one for each of the two metrics
};

struct ExplanationRequest {
  DashboardRequest dashboard;  // with one range, read only
  const Endpoint* endpoint = nullptr;
  std::string document;  // "overview", "analytics/anomalies/revenue"
  Figure figure;
  std::string klaviyo_id;  // of one campaign, flow, form or segment; empty for all
  int most_rows = 20;
};

/// Throws Error(kInputMissing) when the endpoint has no row of that id, or there is no such metric.
Explanation explain(storage::Connection& connection, const ExplanationRequest& request);

/// For people, 80 columns and more.
std::string render_text(const Explanation& explanation);

}  // namespace klytics::presentation

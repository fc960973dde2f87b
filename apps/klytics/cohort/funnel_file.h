// Funnels of a file of events: CSV with one event a row.
#pragma once

#include <string>
#include <vector>

#include "analytics/cohort/funnel.h"
#include "core/orders.h"

namespace klytics::app {

struct EventFile {
  std::string input;  // "-" is standard input
  std::string customer = "customer", date = "date", metric = "metric";
  std::string source;  // column of what tells funnels apart; empty: one funnel
  std::vector<std::string> where;
  std::string timezone = "UTC";  // of times without an offset

  /// Throws Error(kUsage) for a condition, Error(kConfiguration) for a zone that cannot be read.
  void validate() const;
};

struct FunnelEvents {
  std::vector<analytics::FunnelEvent> events;  // only those of the steps
  std::vector<std::string> sources;            // names by number; one that is empty without a column
  std::size_t rows_without_customer = 0;
};

/// Reads the events of the metrics in `steps`, in their order. Throws Error(kInputMissing, kIo), and Error(kBadData)
/// naming line, column and value for a time that cannot be read, and for a step that no row has.
FunnelEvents read_event_file(const EventFile& file, const std::vector<std::string>& steps);

}  // namespace klytics::app

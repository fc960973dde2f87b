// What is stored held against what the vendor counts, day by day.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/time.h"
#include "storage/postgres/connection.h"

namespace klytics::storage {

/// A metric's local day on which the two differ. Numbers are written as PostgreSQL does; values rounded to cents.
struct DayDifference {
  std::string metric_id;
  std::string name;
  Date day;
  std::string events, value;                // ours
  std::string vendor_events, vendor_value;  // theirs

  bool same_day(const DayDifference& other) const { return metric_id == other.metric_id && day == other.day; }
};

/// Not for concurrent use; the caller holds the account's lock.
class Verification {
 public:
  /// `connection` must outlive this. `run_id` is a run of RunLedger.
  Verification(Connection& connection, std::string account_id, std::string time_zone, std::int64_t run_id);

  std::vector<std::string> metrics();
  /// Against the counts in metric_days, which the caller has fetched for these metrics and days. By name and day.
  std::vector<DayDifference> differences(const std::vector<std::string>& metrics, const DateRange& days);
  /// Notes which events the vendor listed of a metric. forget_listed() before the first ones, and after all is done.
  void note_listed(const std::string& metric_id, const std::vector<std::string>& event_ids);
  void forget_listed();
  /// Moves what the vendor neither lists nor counts any more to deleted_events; returns how many events.
  std::int64_t remove_gone(const std::string& metric_id, Date day);

 private:
  Connection& connection_;
  std::string account_id_;
  std::string time_zone_;
  std::int64_t run_id_;
};

}  // namespace klytics::storage

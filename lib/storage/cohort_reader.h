// What cohorts are made of: an account's orders from its facts, and when its people began what.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/account.h"
#include "core/cohort_definition.h"
#include "core/orders.h"
#include "storage/postgres/connection.h"

namespace klytics::storage {

/// Reads one state of an account in one transaction. Days are local days of the account; people are customers of
/// `orders`, which every function may add to.
class CohortReader {
 public:
  /// Must be made inside a transaction, as its first statement.
  CohortReader(Connection& connection, const Account& account);

  /// The orders of the facts. One that names nobody, then one of amount 0, is skipped and counted as in an order file;
  /// those in other currencies are left out, the return value says how many. Throws Error(kBadData) for a negative
  /// amount.
  std::size_t read_orders(Orders& orders);
  /// The events of a metric in place of orders, with amount 0. Throws Error(kBadData) for an unknown metric.
  void read_activity(Orders& orders, std::string_view metric);

  /// When people begin. `name` and `id` of the cohort are empty where cohorts are periods.
  struct Start {
    std::uint32_t customer;
    std::int32_t day;
    std::string id, name;
  };
  /// `definition` must need the database; `form_metrics` are the names of metrics that say that a form was submitted.
  /// Throws Error(kBadData) for an unknown metric, list or segment.
  std::vector<Start> read_starts(Orders& orders, const CohortDefinition& definition,
                                 const std::vector<std::string>& form_metrics);

  struct Group {
    std::string name;
    std::vector<std::uint32_t> members;
  };
  /// The members of a segment or list now; `name` is its name or id, "segment:" or "list:" may stand before it. Throws
  /// Error(kBadData) when there is none or several.
  Group read_members(Orders& orders, std::string_view name);
  /// People by the channel or source ("channel", "source") of their first order, by name.
  std::vector<Group> read_groups_by_order(Orders& orders, std::string_view column);

  struct Subscriber {
    std::uint32_t customer;
    std::int32_t from;
    std::optional<std::int32_t> unsubscribed, lost;
    std::optional<std::int32_t> seen;  // since when it is watched; none: whoever ended it is known however early
  };
  /// Everybody who is or was a subscriber of email.
  std::vector<Subscriber> read_subscribers(Orders& orders);
  /// The id of a list by its name or id. Throws Error(kBadData) when there is none or several.
  std::string find_list(std::string_view name) { return find_audience(name, "list").id; }
  /// Everybody who is in a list or was seen in it.
  std::vector<Subscriber> read_list(Orders& orders, const std::string& list_id);

  /// The last local day with an event in the facts; nullopt before facts were built.
  std::optional<std::int32_t> last_day_of_facts() { return last_day(0); }
  /// The local day up to which profiles are known.
  std::optional<std::int32_t> last_day_of_profiles() { return last_day(1); }
  /// The local day up to which it is known who left a list; nullopt before the first complete listing.
  std::optional<std::int32_t> last_day_of_list(const std::string& list_id);

 private:
  struct Audience {
    std::string kind, id, name;
  };
  Audience find_audience(std::string_view name, std::string_view kind);
  void require_metric(std::string_view name);
  std::optional<std::int32_t> last_day(std::size_t column);

  Connection& connection_;
  const Account& account_;
};

}  // namespace klytics::storage

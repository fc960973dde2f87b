#include "storage/retention.h"

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.h"
#include "storage/account_lock.h"
#include "storage/audit_log.h"

namespace klytics::storage {
namespace {

// Thrown through a transaction, so that it rolls back.
struct DryRun {};

std::optional<Instant> instant_at(const Rows& rows, std::size_t column) {
  if (rows.is_null(0, column)) return std::nullopt;
  return parse_instant(rows.text(0, column));
}

std::string in_words(std::string_view hindered_by) {
  if (hindered_by == "changed days") return "days that changed are not built: run klytics aggregate";
  if (hindered_by == "changed recipients") return "events that changed are not built: run klytics aggregate";
  if (hindered_by == "no build") return "the facts of an account are not built: run klytics aggregate";
  return std::string(hindered_by);
}

Pruned prune_raw(Connection& connection, const std::string& cutoff) {
  Pruned pruned;
  pruned.kind = "raw";
  const Rows rows = connection.query("queries/prune/raw", {cutoff});
  pruned.before = rows.optional_text(0, 0);
  if (pruned.before) {
    pruned.partitions = rows.integer(0, 1);
    pruned.rows = rows.integer(0, 2);
  }
  return pruned;
}

Pruned prune_events(Connection& connection, const std::string& cutoff) {
  Pruned pruned;
  pruned.kind = "events";
  const Rows rows = connection.query("queries/prune/events", {cutoff});
  pruned.hindrance = in_words(rows.optional_text(0, 1).value_or(""));
  pruned.before = rows.optional_text(0, 0);
  if (pruned.before) {
    pruned.partitions = rows.integer(0, 2);
    pruned.rows = rows.integer(0, 3);
    pruned.kept =
        fmt::format("{} orders, {} first events, {} receipts", rows.integer(0, 4), rows.integer(0, 5), rows.integer(0, 6));
  }
  return pruned;
}

Pruned prune_facts(Connection& connection, const std::string& cutoff) {
  Pruned pruned;
  pruned.kind = "facts";
  const Rows rows = connection.query("queries/prune/facts", {cutoff});
  pruned.before = rows.optional_text(0, 0);
  pruned.hindrance = in_words(rows.optional_text(0, 1).value_or(""));
  if (pruned.before) {
    pruned.rows = rows.integer(0, 2);
    pruned.kept = fmt::format("{} orders", rows.integer(0, 3));
  }
  return pruned;
}

Pruned prune_predictions(Connection& connection, const std::string& cutoff) {
  Pruned pruned;
  pruned.kind = "predictions";
  const Rows rows = connection.query("queries/prune/predictions", {cutoff});
  pruned.before = rows.optional_text(0, 0);
  pruned.rows = rows.integer(0, 1);
  return pruned;
}

void lock_builds(Connection& connection, const std::vector<std::string>& accounts) {
  for (const std::string& account : accounts)
    if (!connection.query("queries/aggregate/lock", {account}).boolean(0, 0))
      throw Error(ErrorKind::kTryLater, fmt::format("an aggregate of account {} is running", account),
                  "try again when it has finished");
}

void audit(Connection& connection, const Pruned& pruned) {
  nlohmann::ordered_json detail = {{"kind", pruned.kind}, {"rows", pruned.rows}};
  if (pruned.before) detail["before"] = *pruned.before;
  if (pruned.partitions > 0) detail["partitions"] = pruned.partitions;
  append_audit(connection, "prune", std::nullopt, detail.dump());
}

std::vector<std::string> account_ids(Connection& connection) {
  const Rows rows = connection.query("queries/prune/accounts");
  std::vector<std::string> ids;
  for (std::size_t row = 0; row < rows.size(); ++row) ids.emplace_back(rows.text(row, 0));
  return ids;
}

}  // namespace

std::string Held::text() const {
  std::string out;
  const auto add = [&out](std::string_view what, const std::string& from) {
    out += fmt::format("{}{} since {}", out.empty() ? "" : "; ", what, from);
  };
  if (raw_from) add("raw pages", to_string(*raw_from));
  if (events_from) add("events", to_string(*events_from));
  if (facts_built_from) add("facts that are built anew", *facts_built_from);
  if (facts_from) add("facts", *facts_from);
  return out;
}

Held read_held(Connection& connection, const std::string& account_id) {
  const Rows rows = connection.query("queries/prune/held", {account_id});
  if (rows.empty()) return {};
  return {instant_at(rows, 0), instant_at(rows, 1), rows.optional_text(0, 2), rows.optional_text(0, 3)};
}

std::vector<Pruned> prune(Connection& connection, const Retention& retention, Instant now, bool dry_run) {
  const std::vector<std::string> accounts = account_ids(connection);
  std::vector<std::unique_ptr<AccountLock>> locks;  // what a sync adds after it was checked must not go with the rest
  for (const std::string& account : accounts)
    locks.push_back(std::make_unique<AccountLock>(connection, "sync", account));

  using Work = Pruned (*)(Connection&, const std::string&);
  const std::pair<const RetentionPeriod&, Work> kinds[] = {{retention.raw, prune_raw},
                                                           {retention.events, prune_events},
                                                           {retention.facts, prune_facts},
                                                           {retention.predictions, prune_predictions}};
  std::vector<Pruned> report;
  for (const auto& [period, work] : kinds) {
    if (period.keeps_everything()) continue;
    const std::string cutoff(
        connection.query("queries/prune/cutoff", {to_string(now), period.interval()}).text(0, 0));
    try {
      connection.transaction([&, work = work] {
        lock_builds(connection, accounts);
        report.push_back(work(connection, cutoff));
        if (dry_run) throw DryRun{};
        if (report.back().rows > 0) audit(connection, report.back());
      });
      if (report.back().kind == "events" && report.back().rows > 0) connection.query("queries/prune/vacuum_keys");
    } catch (const DryRun&) {
      // Everything is as it was.
    }
  }
  return report;
}

}  // namespace klytics::storage

#include "presentation/render/status.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "presentation/render/result_table.h"

namespace klytics::presentation {
namespace {

// People read seconds; the fraction is in the JSON.
std::string shown(Instant instant) { return to_string(Instant(std::chrono::floor<std::chrono::seconds>(instant))); }

TableCell cell(const std::optional<Instant>& instant, std::string_view otherwise) {
  return instant ? TableCell::of(shown(*instant)) : TableCell::of(otherwise);
}

// Messages may have several lines; a row of a table has one.
std::string one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  return text;
}

std::string freshness_line(const Freshness& freshness) {
  if (!freshness.data_through) return "no data that is complete";
  return fmt::format("{} ({})", shown(*freshness.data_through), freshness.is_stale() ? "stale" : "fresh");
}

std::string facts_line(const Status& status) {
  if (!status.built_at) return "never built";
  std::string line = fmt::format("built {}", shown(*status.built_at));
  if (status.dirty_days == 0 && status.changed_events == 0) return line + ", nothing changed since";
  if (status.dirty_days > 0)
    line += fmt::format(", {} days of metrics changed since, {} to {}", status.dirty_days, status.first_dirty_day,
                        status.last_dirty_day);
  if (status.changed_events > 0) line += fmt::format(", {} events changed since", status.changed_events);
  return line;
}

std::string quota_line(const ReportQuotaStatus& reports) {
  const std::string line = fmt::format("{} of {} left", reports.left(), reports.allowed);
  return reports.next_at ? fmt::format("{}, the next at {}", line, shown(*reports.next_at)) : line;
}

std::string audit_line(const Status& status) {
  if (status.broken_audit_row)
    return fmt::format("BROKEN at row {}: it was changed, or rows before it were removed", *status.broken_audit_row);
  return fmt::format("{} rows, the chain holds", status.audit_rows);
}

std::string summary(const Status& status) {
  const Account& account = status.account;
  std::string out =
      fmt::format("account       {} ({}), {}, {}\n", account.id, account.name, account.timezone, account.currency);
  out += fmt::format("data through  {}\n", freshness_line(status.freshness));
  if (!status.missing_resources.empty())
    out += fmt::format("never synced  {}\n", fmt::join(status.missing_resources, ", "));
  out += fmt::format("facts         {}\n", facts_line(status));
  out += fmt::format("report quota  {}\n", quota_line(status.reports));
  if (!status.held.empty()) out += fmt::format("held          {}\n", status.held);
  out += fmt::format("schema        current, kept by {}\n", status.engine);
  out += fmt::format("audit log     {}\n", audit_line(status));
  return out;
}

ResultTable runs_table(const Status& status) {
  ResultTable table{{"verb", "run", "status", "exit", "started", "finished", "message"}, {}};
  for (const RunStatus& run : status.runs)
    table.rows.push_back({TableCell::of(run.verb), TableCell::of(run.run_id), TableCell::of(run.status),
                          run.exit_code ? TableCell::of(*run.exit_code) : TableCell::empty(), cell(run.started_at, ""),
                          cell(run.finished_at, ""), TableCell::of(one_line(run.message.value_or("")))});
  return table;
}

ResultTable watermarks_table(const Status& status) {
  ResultTable table{{"resource", "partitions", "complete from", "complete to", "listed completely"}, {}};
  for (const WatermarkStatus& mark : status.watermarks)
    table.rows.push_back({TableCell::of(mark.resource), TableCell::of(mark.partitions),
                          cell(mark.complete_from, "the beginning"), cell(mark.complete_to, ""),
                          cell(mark.swept_at, "never")});
  return table;
}

ResultTable slices_table(const Status& status) {
  ResultTable table{{"resource", "open", "done"}, {}};
  for (const SliceStatus& slices : status.slices)
    table.rows.push_back({TableCell::of(slices.resource), TableCell::of(slices.open), TableCell::of(slices.done)});
  return table;
}

ResultTable quarantine_table(const Status& status) {
  ResultTable table{{"resource", "records", "last", "reason"}, {}};
  for (const QuarantineStatus& entry : status.quarantine)
    table.rows.push_back({TableCell::of(entry.resource), TableCell::of(entry.records), cell(entry.last_at, ""),
                          TableCell::of(one_line(entry.reason))});
  return table;
}

ResultTable tables_table(const Status& status) {
  ResultTable table{{"table", "partitions", "bytes"}, {}};
  for (const TableStatus& size : status.tables)
    table.rows.push_back({TableCell::of(size.name), TableCell::of(size.partitions), TableCell::of(size.bytes)});
  return table;
}

}  // namespace

std::string status_text(const Status& status) {
  std::string out = summary(status);
  const auto section = [&out](std::string_view title, const ResultTable& table) {
    if (!table.rows.empty()) out += fmt::format("\n{}\n{}", title, render(table, Format::kTable, false));
  };
  section("LAST RUNS", runs_table(status));
  section("WATERMARKS", watermarks_table(status));
  section("UNFINISHED SYNC", slices_table(status));
  section("QUARANTINE", quarantine_table(status));
  section("TABLES", tables_table(status));
  return out;
}

}  // namespace klytics::presentation

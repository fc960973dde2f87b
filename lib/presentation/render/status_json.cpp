#include "presentation/render/json_writer.h"
#include "presentation/render/status.h"

namespace klytics::presentation {
namespace {

void write(JsonWriter& json, std::string_view name, const std::optional<Instant>& instant) {
  json.key(name);
  instant ? json.text(to_string(*instant)) : json.null();
}

void write(JsonWriter& json, std::string_view name, const std::optional<std::int64_t>& value) {
  json.key(name);
  value ? json.number(*value) : json.null();
}

void write_account(JsonWriter& json, const Account& account) {
  json.key("account").begin_object();
  json.key("id").text(account.id).key("name").text(account.name);
  json.key("timezone").text(account.timezone).key("currency").text(account.currency);
  json.end_object();
}

void write_facts(JsonWriter& json, const Status& status) {
  json.key("facts").begin_object();
  write(json, "builtAt", status.built_at);
  json.key("dirtyDays").number(status.dirty_days);
  for (const auto& [name, day] :
       {std::pair("firstDirtyDay", &status.first_dirty_day), std::pair("lastDirtyDay", &status.last_dirty_day)}) {
    json.key(name);
    day->empty() ? json.null() : json.text(*day);
  }
  json.key("changedEvents").number(status.changed_events);
  json.end_object();
}

void write_report_quota(JsonWriter& json, const ReportQuotaStatus& reports) {
  json.key("reportQuota").begin_object();
  json.key("dailyLimit").number(reports.daily_limit).key("allowed").number(reports.allowed);
  json.key("used").number(reports.used).key("left").number(reports.left());
  write(json, "nextAt", reports.next_at);
  json.end_object();
}

void write_run(JsonWriter& json, const RunStatus& run) {
  json.key("verb").text(run.verb).key("run").number(run.run_id).key("status").text(run.status);
  write(json, "exitCode", run.exit_code);
  write(json, "startedAt", run.started_at);
  write(json, "finishedAt", run.finished_at);
  json.key("message");
  run.message ? json.text(*run.message) : json.null();
}

void write_watermark(JsonWriter& json, const WatermarkStatus& mark) {
  json.key("resource").text(mark.resource).key("partitions").number(mark.partitions);
  write(json, "completeFrom", mark.complete_from);
  write(json, "completeTo", mark.complete_to);
  write(json, "sweptAt", mark.swept_at);
}

void write_slices(JsonWriter& json, const SliceStatus& slices) {
  json.key("resource").text(slices.resource).key("open").number(slices.open);
  json.key("done").number(slices.done);
}

void write_quarantine(JsonWriter& json, const QuarantineStatus& entry) {
  json.key("resource").text(entry.resource).key("reason").text(entry.reason).key("records").number(entry.records);
  write(json, "lastAt", entry.last_at);
}

void write_table(JsonWriter& json, const TableStatus& table) {
  json.key("name").text(table.name).key("partitions").number(table.partitions).key("bytes").number(table.bytes);
}

template <typename Item>
void write_array(JsonWriter& json, std::string_view name, const std::vector<Item>& items,
                 void (*write_item)(JsonWriter&, const Item&)) {
  json.key(name).begin_array();
  for (const Item& item : items) {
    json.begin_object();
    write_item(json, item);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string status_json(const Status& status) {
  JsonWriter json;
  json.begin_object();
  write_account(json, status.account);
  json.key("status").text(status.freshness.is_stale() ? "stale" : "ok");
  json.key("timestamp").text(to_string(status.freshness.now));
  write(json, "dataThrough", status.freshness.data_through);
  write(json, "staleAfter", status.freshness.stale_after());
  json.key("missingResources").begin_array();
  for (const std::string& resource : status.missing_resources) json.text(resource);
  json.end_array();
  write_facts(json, status);
  write_report_quota(json, status.reports);
  json.key("held").text(status.held);
  json.key("engine").text(status.engine);
  json.key("audit").begin_object().key("rows").number(status.audit_rows);
  write(json, "brokenAt", status.broken_audit_row);
  json.end_object();
  write_array(json, "runs", status.runs, write_run);
  write_array(json, "watermarks", status.watermarks, write_watermark);
  write_array(json, "slices", status.slices, write_slices);
  write_array(json, "quarantine", status.quarantine, write_quarantine);
  write_array(json, "tables", status.tables, write_table);
  json.end_object();
  return json.take() + '\n';
}

}  // namespace klytics::presentation

#include "presentation/render/snapshot.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.h"
#include "core/sha256.h"
#include "presentation/render/freshness.h"
#include "presentation/render/json_writer.h"
#include "presentation/render/zeros.h"

namespace klytics::presentation {
namespace {

// The one document whose bytes differ from run to run although the data is the same.
constexpr std::string_view kHealth = "health";

const RangeValues& default_range(const Dashboard& dashboard) {
  const auto found = std::find_if(dashboard.ranges.begin(), dashboard.ranges.end(),
                                  [](const RangeValues& values) { return values.range.name == kDefaultRange; });
  if (found == dashboard.ranges.end()) throw Error(ErrorKind::kInternal, "the snapshot has no default range");
  return *found;
}

std::string basis_text(const Totals& totals) {
  return totals.subscribers_basis.empty() ? "none" : totals.subscribers_basis;
}

void write_account(JsonWriter& json, const Account& account) {
  json.key("account").begin_object();
  json.key("id").text(account.id);
  json.key("name").text(account.name);
  json.key("timezone").text(account.timezone);
  json.key("currency").text(account.currency);
  json.end_object();
}

void write_period(JsonWriter& json, std::string_view name, const DateRange& period, const Totals& totals) {
  json.key(name).begin_object();
  json.key("start").text(to_string(period.first));
  json.key("end").text(to_string(period.last));
  json.key("subscribers").text(basis_text(totals));
  json.end_object();
}

void write_ranges(JsonWriter& json, const std::vector<RangeValues>& ranges) {
  json.key("ranges").begin_array();
  for (const RangeValues& values : ranges) {
    json.begin_object();
    json.key("name").text(values.range.name);
    json.key("path").text("ranges/" + values.range.name);
    write_period(json, "current", values.range.range, values.current);
    write_period(json, "previous", previous_period(values.range.range), values.previous);
    json.end_object();
  }
  json.end_array();
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name).begin_array();
  for (const std::string& text : texts) json.text(text);
  json.end_array();
}

void write_zeros(JsonWriter& json, const std::vector<Zero>& zeros) {
  json.key("zeros").begin_array();
  for (const Zero& zero : zeros) {
    json.begin_object();
    json.key("range").text(zero.range);
    json.key("endpoint").text(zero.endpoint);
    json.key("member").text(zero.member);
    json.key("reason").text(zero.reason);
    json.end_object();
  }
  json.end_array();
}

void write_files(JsonWriter& json, const std::vector<Document>& files) {
  json.key("files").begin_array();
  for (const Document& file : files) {
    json.begin_object();
    json.key("path").text(file.path);
    json.key("bytes").number(static_cast<std::int64_t>(file.body.size()));
    json.key("sha256").text(sha256_hex(file.body));
    json.end_object();
  }
  json.end_array();
}

std::string manifest(const Dashboard& dashboard, const RangeValues& shown_first, const Snapshot& snapshot,
                     std::string_view version) {
  const bool has_form_events = dashboard.coverage.has_form_views || dashboard.coverage.has_form_submissions;
  JsonWriter json;
  json.begin_object();
  json.key("schemaVersion").number(std::int64_t{kSnapshotSchemaVersion});
  json.key("generator").text("klytics");
  json.key("version").text(version);
  write_account(json, dashboard.account);
  json.key("generatedAt").text(to_string(dashboard.freshness.now));
  json.key("asOf").text(to_string(dashboard.as_of));
  write_freshness(json, dashboard.freshness);
  json.key("defaultRange").text(kDefaultRange);
  write_ranges(json, dashboard.ranges);
  json.key("sources").begin_object();
  json.key("subscribers").text(basis_text(shown_first.current));
  json.key("forms").text(has_form_events ? "events" : "none");
  json.end_object();
  write_texts(json, "attribution", dashboard.attribution);
  write_texts(json, "notes", notes(dashboard));
  write_zeros(json, zeros(dashboard));
  json.key("contentHash").text(snapshot.content_hash);
  write_files(json, snapshot.files);
  json.end_object();
  return json.take();
}

bool is_health(std::string_view path) {
  return path.ends_with(kHealth) && path[path.size() - kHealth.size() - 1] == '/';
}

}  // namespace

std::string content_hash(const std::vector<std::pair<std::string, std::string>>& digests) {
  std::string lines;
  for (const auto& [path, sha256] : digests)
    if (!is_health(path)) lines += sha256 + "  " + path + "\n";
  return sha256_hex(lines);
}

Snapshot render_snapshot(const Dashboard& dashboard, std::string_view version) {
  const RangeValues& shown_first = default_range(dashboard);
  Snapshot snapshot;
  for (const RangeValues& values : dashboard.ranges)
    for (Document& document : render_range(dashboard, values)) {
      if (&values == &shown_first) snapshot.files.push_back({"api/" + document.path, document.body});
      snapshot.files.push_back({"ranges/" + values.range.name + "/" + document.path, std::move(document.body)});
    }
  if (dashboard.customer_values)
    snapshot.files.push_back({fmt::format("api/{}", kCustomerValue), customer_values(*dashboard.customer_values)});
  std::sort(snapshot.files.begin(), snapshot.files.end(),
            [](const Document& a, const Document& b) { return a.path < b.path; });
  std::vector<std::pair<std::string, std::string>> digests;
  for (const Document& file : snapshot.files) digests.emplace_back(file.path, sha256_hex(file.body));
  snapshot.content_hash = content_hash(digests);
  std::string text = manifest(dashboard, shown_first, snapshot, version);
  snapshot.files.push_back({"manifest.json", std::move(text)});
  return snapshot;
}

}  // namespace klytics::presentation

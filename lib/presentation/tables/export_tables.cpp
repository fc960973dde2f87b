#include "presentation/tables/export_tables.h"

#include <fmt/format.h>

#include "presentation/render/metric_body.h"
#include "presentation/render/metric_correlations.h"
#include "presentation/render/metric_files.h"
#include "presentation/render/rates.h"

namespace klytics::presentation {
namespace {

using Values = std::vector<std::optional<std::string>>;

constexpr ColumnKind kText = ColumnKind::kText, kNumber = ColumnKind::kNumber, kDate = ColumnKind::kDate;

// "2026-01-31 02:00:00+00" as ISO 8601.
std::string iso_time(std::string text) {
  if (text.size() > 10) text[10] = 'T';
  if (text.ends_with("+00")) text.replace(text.size() - 3, 3, "Z");
  return text;
}

std::size_t copy_table(storage::Connection& connection, const FactTable& table, const std::string& account_id,
                       TableWriter& writer) {
  writer.begin_table(table.name, table.columns);
  connection.query(fmt::format("queries/tables/{}", table.name), {account_id});
  std::size_t count = 0;
  Values values(table.columns.size());
  while (true) {
    const storage::Rows rows = connection.query("queries/tables/fetch");
    if (rows.empty()) break;
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = rows.optional_text(row, i);
        if (values[i] && table.columns[i].kind == ColumnKind::kTime) values[i] = iso_time(std::move(*values[i]));
      }
      writer.add_row(values);
    }
    count += rows.size();
  }
  connection.query("queries/tables/close");
  return count;
}

// The columns that every table of results begins with.
std::vector<TableColumn> with_range(std::vector<TableColumn> columns) {
  columns.insert(columns.begin(), {{"range", kText}, {"first_day", kDate}, {"last_day", kDate}});
  return columns;
}

Values with_range(const RangeValues& range, Values values) {
  values.insert(values.begin(),
                {range.range.name, to_string(range.range.range.first), to_string(range.range.range.last)});
  return values;
}

std::string text(std::int64_t value) { return std::to_string(value); }

class Results {
 public:
  Results(const Dashboard& dashboard, TableWriter& writer, std::vector<WrittenTable>& written)
      : dashboard_(dashboard), writer_(writer), written_(written) {}

  void write_overview() {
    begin("dashboard_overview", {{"period", kText},
                                 {"revenue", kNumber},
                                 {"subscribers", kNumber},
                                 {"open_rate", kNumber},
                                 {"human_open_rate", kNumber},
                                 {"click_rate", kNumber},
                                 {"conversion_rate", kNumber},
                                 {"form_submissions", kNumber}});
    for (const RangeValues& range : dashboard_.ranges) {
      add(range, period("current", range.current));
      RangeValues before = range;
      before.range.range = previous_period(range.range.range);
      add(before, period("previous", range.previous));
    }
  }

  void write_mailings(std::string_view name, std::vector<Mailing> RangeValues::*list) {
    begin(name, {{"id", kNumber},
                 {"klaviyo_id", kText},
                 {"name", kText},
                 {"sent", kNumber},
                 {"delivered", kNumber},
                 {"open_rate", kNumber},
                 {"human_open_rate", kNumber},
                 {"click_rate", kNumber},
                 {"conversion_rate", kNumber},
                 {"revenue", kNumber}});
    for (const RangeValues& range : dashboard_.ranges)
      for (const Mailing& row : range.*list)
        add(range, {text(row.id), row.klaviyo_id, row.name, text(sent(row.counts)), text(row.counts.received),
                    to_string(open_rate(row.counts)), to_string(human_open_rate(row.counts)),
                    to_string(click_rate(row.counts)), to_string(conversion_rate(row.counts)), to_string(row.revenue)});
  }

  void write_forms() {
    begin("dashboard_forms", {{"id", kNumber},
                              {"klaviyo_id", kText},
                              {"name", kText},
                              {"views", kNumber},
                              {"submissions", kNumber},
                              {"submission_rate", kNumber},
                              {"conversions", kNumber}});
    for (const RangeValues& range : dashboard_.ranges)
      for (const Form& row : range.forms)
        add(range, {text(row.id), row.klaviyo_id, row.name, text(row.views), text(row.submissions),
                    to_string(submission_rate(row)), text(row.conversions)});
  }

  void write_segments() {
    begin("dashboard_segments", {{"id", kNumber},
                                 {"klaviyo_id", kText},
                                 {"name", kText},
                                 {"members", kNumber},
                                 {"buyers", kNumber},
                                 {"conversion_rate", kNumber},
                                 {"revenue", kNumber}});
    for (const RangeValues& range : dashboard_.ranges)
      for (const Segment& row : range.segments)
        add(range, {text(row.id), row.klaviyo_id, row.name, text(row.members), text(row.buyers),
                    to_string(conversion_rate(row)), to_string(row.revenue)});
  }

  void write_anomalies() {
    begin("dashboard_anomalies", {{"metric_id", kText},
                                  {"metric", kText},
                                  {"day", kDate},
                                  {"value", kNumber},
                                  {"expected", kNumber},
                                  {"score", kNumber},
                                  {"kind", kText},
                                  {"message", kText}});
    for (const RangeValues& range : dashboard_.ranges)
      for (const MetricAnalysis& metric : dashboard_.metrics())
        for (const MetricAnomaly* found : anomalies_in(metric, range.range.range))
          add(range, {metric.id, metric.title, to_string(found->day), decimals(found->value, digits_of(metric.nature)),
                      decimals(found->expected, kDerivedDigits), decimals(found->score, kScoreDigits), found->kind,
                      found->message});
  }

  void write_correlations() {
    begin("dashboard_correlations", {{"metric1_id", kText},
                                     {"metric1", kText},
                                     {"metric2_id", kText},
                                     {"metric2", kText},
                                     {"days", kNumber},
                                     {"correlation", kNumber},
                                     {"p_value", kNumber},
                                     {"adjusted_p_value", kNumber},
                                     {"interpretation", kText}});
    const std::vector<MetricAnalysis>& metrics = dashboard_.metrics();
    for (const RangeValues& range : dashboard_.ranges)
      for (const MetricPair& pair : metric_pairs(metrics, range.range.range))
        add(range,
            {metrics[pair.first].id, metrics[pair.first].title, metrics[pair.second].id, metrics[pair.second].title,
             text(static_cast<std::int64_t>(pair.correlation.count)),
             decimals(pair.correlation.coefficient, kDerivedDigits), decimals(pair.correlation.p_value, kDerivedDigits),
             decimals(pair.adjusted_p_value, kDerivedDigits), pair.interpretation()});
  }

  void write_customer_value() {
    columns_ = {{"data_through", kDate}, {"model", kText},          {"tenth", kNumber},
                {"customers", kNumber},  {"horizon_days", kNumber}, {"expected_orders", kNumber},
                {"value", kNumber}};
    open("dashboard_customer_value");
    if (!dashboard_.customer_values) return;
    const CustomerValues& values = *dashboard_.customer_values;
    std::int64_t tenth = 0;
    for (const CustomerValues::Decile& decile : values.deciles) {
      writer_.add_row(Values{to_string(values.data_through), values.model, text(++tenth), text(decile.customers),
                             text(values.horizon_days), fmt::format("{:.1f}", decile.expected_orders),
                             fmt::format("{:.2f}", decile.value)});
      ++written_.back().rows;
    }
  }

 private:
  static Values period(const char* name, const Totals& totals) {
    const MessageCounts counts = totals.messages();
    return {name,
            to_string(totals.revenue),
            text(totals.subscribers),
            to_string(open_rate(counts)),
            to_string(human_open_rate(counts)),
            to_string(click_rate(counts)),
            to_string(conversion_rate(counts)),
            text(totals.form_submissions)};
  }

  void begin(std::string_view name, std::vector<TableColumn> columns) {
    columns_ = with_range(std::move(columns));
    open(name);
  }
  void open(std::string_view name) {
    writer_.begin_table(name, columns_);
    written_.push_back({std::string(name), 0});
  }
  void add(const RangeValues& range, Values values) {
    writer_.add_row(with_range(range, std::move(values)));
    ++written_.back().rows;
  }

  const Dashboard& dashboard_;
  TableWriter& writer_;
  std::vector<WrittenTable>& written_;
  std::vector<TableColumn> columns_;
};

}  // namespace

std::vector<WrittenTable> export_tables(storage::Connection& connection, const DashboardRequest& request,
                                        TableWriter& writer) {
  std::vector<WrittenTable> written;
  Dashboard dashboard;
  number_objects(connection, request.account.id);
  connection.transaction([&] {
    connection.query("queries/export/begin_read_only");
    dashboard = read_dashboard_in_transaction(connection, request);
    for (const FactTable& table : fact_tables())
      written.push_back({std::string(table.name), copy_table(connection, table, request.account.id, writer)});
  });
  Results results(dashboard, writer, written);
  results.write_overview();
  results.write_mailings("dashboard_campaigns", &RangeValues::campaigns);
  results.write_mailings("dashboard_flows", &RangeValues::flows);
  results.write_forms();
  results.write_segments();
  if (request.metrics) {
    results.write_anomalies();
    results.write_correlations();
  }
  results.write_customer_value();
  writer.finish();
  return written;
}

}  // namespace klytics::presentation

#include <CLI/CLI.hpp>

#include "analyze/analyze_command.h"
#include "processing/metric_series.h"
#include "result_output.h"
#include "storage/account.h"

namespace klytics::app {
namespace {

using presentation::TableCell;
using processing::MetricListing;

std::string_view kind_text(MetricListing::Kind kind) {
  switch (kind) {
    case MetricListing::Kind::kBase:
      return "facts";
    case MetricListing::Kind::kCustom:
      return "expression";
    case MetricListing::Kind::kKlaviyo:
      break;
  }
  return "klaviyo";
}

class AnalyzeMetrics : public Command {
 public:
  void add_options(CLI::App& app) override { output_.add_options(app); }
  void validate() const override { output_.parsed(); }

  int run(Context& context) override {
    storage::Connection connection = context.connect("analyze");
    const Account account = storage::find_account(connection, context.settings.account);
    presentation::ResultTable table{{"metric", "title", "kind", "has_data"}, {}};
    for (const MetricListing& metric :
         processing::list_metrics(connection, account, CustomMetrics(context.settings.metrics)))
      table.rows.push_back({TableCell::of(std::string_view(metric.metric)),
                            TableCell::of(std::string_view(metric.title)), TableCell::of(kind_text(metric.kind)),
                            TableCell::of(std::string_view(metric.has_data ? "yes" : "no"))});
    output_.print(context.out, table);
    return 0;
  }

 private:
  ResultOutput output_;
};

}  // namespace

std::unique_ptr<Command> make_analyze_metrics() { return std::make_unique<AnalyzeMetrics>(); }

}  // namespace klytics::app

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "analytics/series/sample_entropy.h"
#include "analyze/analyze_command.h"
#include "analyze/source.h"
#include "core/error.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using presentation::TableCell;

class AnalyzeEntropy : public Command {
 public:
  void add_options(CLI::App& app) override {
    source_.add_options(app);
    app.add_option("--dimension", dimension_, "Values that are compared at once")
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--tolerance", tolerance_, "How far alike values are apart at most, in standard deviations")
        ->type_name("NUMBER")
        ->capture_default_str();
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate("entropy");
    output_.parsed();
    if (dimension_ < 1 || dimension_ > kLargestDimension)
      throw Error(ErrorKind::kUsage,
                  fmt::format("--dimension: not a number from 1 to {}: {}", kLargestDimension, dimension_));
    if (!(tolerance_ > 0)) throw Error(ErrorKind::kUsage, "--tolerance must be above 0");
  }

  int run(Context& context) override {
    presentation::ResultTable table{{"series", "values", "dimension", "tolerance", "entropy", "interpretation"}, {}};
    const int status = analyze_each(context, source_, [&](const series::TimeSeries& one) {
      const series::CompleteSeries complete = series::complete(one, one.axis.usual_period());
      series::require_values(complete, kFewest, "sample entropy");
      series::require_variation(complete, "sample entropy");
      const double reach = tolerance_ * series::standard_deviation(complete.values);
      const std::optional<double> entropy = series::sample_entropy(complete.values, dimension_, reach);
      if (!entropy)
        throw Error(ErrorKind::kBadData, fmt::format("no two stretches of {} values are alike", dimension_ + 1),
                    "more values, a wider --tolerance or a smaller --dimension");
      if (complete.filled > 0) context.log.info(fmt::format("{}: filled {} gaps", one.name, complete.filled));
      table.rows.push_back({TableCell::of(std::string_view(one.name)),
                            TableCell::of(static_cast<std::int64_t>(complete.values.size())),
                            TableCell::of(std::int64_t{dimension_}), TableCell::of(reach), TableCell::of(*entropy),
                            TableCell::of(series::entropy_text(*entropy))});
    });
    output_.print(context.out, table);
    return status;
  }

 private:
  static constexpr int kLargestDimension = 20;
  static constexpr std::size_t kFewest = 10;

  SeriesSource source_;
  ResultOutput output_;
  int dimension_ = 2;
  double tolerance_ = 0.2;
};

}  // namespace

std::unique_ptr<Command> make_analyze_entropy() { return std::make_unique<AnalyzeEntropy>(); }

}  // namespace klytics::app

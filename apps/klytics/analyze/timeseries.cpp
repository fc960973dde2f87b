#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>

#include "analytics/series/downsample.h"
#include "analyze/analyze_command.h"
#include "analyze/source.h"
#include "core/error.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using presentation::ResultTable;
using presentation::TableCell;

class AnalyzeTimeseries : public Command {
 public:
  void add_options(CLI::App& app) override {
    source_.add_options(app);
    app.add_option("--points", points_, "At most so many values of each series (default: all)")->type_name("N");
    app.add_option("--downsample", method_, "How to choose them: lttb, min-max or mean")
        ->type_name("METHOD")
        ->capture_default_str();
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate("timeseries");
    output_.parsed();
    series::parse_downsampling(method_);
    if (points_ < 0 || points_ == 1)
      throw Error(ErrorKind::kUsage, fmt::format("--points: not a number from 2 on: {}", points_));
  }

  int run(Context& context) override {
    ResultTable table{{"series", "time", "value"}, {}};
    const int status = analyze_each(context, source_, [&](const series::TimeSeries& one) {
      const std::size_t before = table.rows.size();
      points_ > 0 ? add_chosen(table, one) : add_all(table, one);
      if (table.rows.size() - before < one.values.size())
        context.log.info(fmt::format("{}: {} of {} values", one.name, table.rows.size() - before, one.values.size()));
    });
    output_.print(context.out, table);
    return status;
  }

 private:
  static void add_row(ResultTable& table, const series::TimeSeries& one, std::size_t position, const TableCell& value) {
    table.rows.push_back(
        {TableCell::of(std::string_view(one.name)), TableCell::of(std::string_view(one.time(position))), value});
  }

  static void add_all(ResultTable& table, const series::TimeSeries& one) {
    for (std::size_t i = 0; i < one.values.size(); ++i)
      add_row(table, one, i, std::isfinite(one.values[i]) ? TableCell::of(one.values[i]) : TableCell::empty());
  }

  void add_chosen(ResultTable& table, const series::TimeSeries& one) const {
    const series::Downsampling choose = series::parse_downsampling(method_);
    for (const series::Sample& sample : choose(one.values, static_cast<std::size_t>(points_)))
      add_row(table, one, sample.position, TableCell::of(sample.value));
  }

  SeriesSource source_;
  ResultOutput output_;
  int points_ = 0;
  std::string method_ = "lttb";
};

}  // namespace

std::unique_ptr<Command> make_analyze_timeseries() { return std::make_unique<AnalyzeTimeseries>(); }

}  // namespace klytics::app

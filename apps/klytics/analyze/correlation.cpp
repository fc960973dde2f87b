#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "analytics/series/aligned.h"
#include "analytics/series/correlation.h"
#include "analyze/analyze_command.h"
#include "analyze/source.h"
#include "core/error.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using presentation::ResultTable;
using presentation::TableCell;

struct PairResult {
  std::string first, second;
  series::Correlation pearson, spearman;
  series::LaggedCorrelation lagged;
};

class AnalyzeCorrelation : public Command {
 public:
  void add_options(CLI::App& app) override {
    source_.add_options(app);
    app.add_flag("--detrend", detrend_,
                 "Compare what trend and seasons leave, and let memory count in the significance");
    app.add_option("--lags", lags_, "Steps that one series may follow the other by")
        ->type_name("N")
        ->capture_default_str();
    output_.add_options(app);
  }

  void validate() const override {
    source_.validate("correlation");
    output_.parsed();
    if (!source_.from_file() && source_.metrics.size() < 2)
      throw Error(ErrorKind::kUsage, "klytics analyze correlation needs two or more metrics");
    if (lags_ < 0 || lags_ > kMostLags)
      throw Error(ErrorKind::kUsage, fmt::format("--lags: not a number from 0 to {}: {}", kMostLags, lags_));
  }

  int run(Context& context) override {
    std::vector<series::TimeSeries> all;
    int status = analyze_each(context, source_, [&](const series::TimeSeries& one) {
      series::require_variation(series::complete(one, 1), "correlation");
      all.push_back(detrend_ ? series::without_trend(one) : one);
    });
    if (all.size() < 2 && status == 0) throw Error(ErrorKind::kBadData, "one series alone correlates with nothing");
    std::vector<PairResult> pairs;
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t j = i + 1; j < all.size(); ++j) try {
          pairs.push_back(compare(all[i], all[j]));
        } catch (const Error& error) {
          if (error.kind() != ErrorKind::kBadData) throw;
          context.log.error(error.what(), error.hint());
          status = exit_code(ErrorKind::kBadData);
        }
    output_.print(context.out, table_of(pairs));
    return status;
  }

 private:
  static constexpr int kMostLags = 1'000;

  PairResult compare(const series::TimeSeries& first, const series::TimeSeries& second) const {
    const series::Aligned both = series::align(first, second);
    const auto pearson = series::pearson(both.first, both.second, detrend_);
    const auto spearman = series::spearman(both.first, both.second, detrend_);
    const int most = std::min(lags_, static_cast<int>(both.first.size() / 3));  // of what is left there must be enough
    const auto lagged = series::best_lag(both.first, both.second, most, detrend_);
    if (!pearson || !spearman || !lagged)
      throw Error(ErrorKind::kBadData,
                  fmt::format("{} and {} have fewer than four times in common, or one is constant there", first.name,
                              second.name));
    return {first.name, second.name, *pearson, *spearman, *lagged};
  }

  static ResultTable table_of(const std::vector<PairResult>& pairs) {
    std::vector<double> pearson, spearman, lagged;
    for (const PairResult& pair : pairs) {
      pearson.push_back(pair.pearson.p_value);
      spearman.push_back(pair.spearman.p_value);
      lagged.push_back(pair.lagged.p_value);
    }
    pearson = series::adjusted_p_values(pearson);
    spearman = series::adjusted_p_values(spearman);
    lagged = series::adjusted_p_values(lagged);
    ResultTable table{{"first", "second", "values", "pearson", "low", "high", "p_value", "relation", "spearman",
                       "spearman_p_value", "best_lag", "lag_correlation", "lag_p_value"},
                      {}};
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const PairResult& pair = pairs[i];
      table.rows.push_back(
          {TableCell::of(std::string_view(pair.first)), TableCell::of(std::string_view(pair.second)),
           TableCell::of(static_cast<std::int64_t>(pair.pearson.count)), TableCell::of(pair.pearson.coefficient),
           TableCell::of(pair.pearson.low), TableCell::of(pair.pearson.high), TableCell::of(pearson[i]),
           TableCell::of(std::string_view(series::correlation_text(pair.pearson.coefficient, pearson[i]))),
           TableCell::of(pair.spearman.coefficient), TableCell::of(spearman[i]),
           TableCell::of(std::int64_t{pair.lagged.lag}), TableCell::of(pair.lagged.coefficient),
           TableCell::of(lagged[i])});
    }
    return table;
  }

  SeriesSource source_;
  ResultOutput output_;
  bool detrend_ = false;
  int lags_ = 14;
};

}  // namespace

std::unique_ptr<Command> make_analyze_correlation() { return std::make_unique<AnalyzeCorrelation>(); }

}  // namespace klytics::app

#include "forecast_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <charconv>
#include <exception>
#include <thread>

#include "analytics/forecast/intervals.h"
#include "analytics/forecast/models.h"
#include "analytics/forecast/prepare.h"
#include "core/error.h"
#include "core/nearest_match.h"
#include "forecast_input.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using presentation::Format;
using presentation::ResultTable;
using presentation::TableCell;

constexpr int kLongestHorizon = 10'000;
constexpr int kLongestPeriod = 10'000;
constexpr std::size_t kBatch = 256;  // series in memory at once: enough to keep every core busy

/// A whole number above 0 and at most `most`. Throws Error(kUsage) naming the option.
int parse_count(std::string_view option, std::string_view text, int most) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end || value < 1 || value > most)
    throw Error(ErrorKind::kUsage, fmt::format("{}: not a whole number from 1 to {}: {}", option, most, text));
  return value;
}

/// What became of one series.
struct Outcome {
  ResultTable table;
  std::string note;   // what was done to the data
  std::string error;  // why there is no forecast
  std::exception_ptr defect;
};

class ForecastCommand : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("--input", input_, "CSV file of observations, - for standard input")->type_name("FILE");
    app.add_option("--series", columns_.series, "Column of the series' name (default: one series)")
        ->type_name("COLUMN");
    app.add_option("--time", columns_.time, "Column of the time")->type_name("COLUMN")->capture_default_str();
    app.add_option("--value", columns_.value, "Column of the value")->type_name("COLUMN")->capture_default_str();
    app.add_option("--where", where_, "Only rows with COLUMN=VALUE, or != < <= > >=; may be repeated")
        ->type_name("CONDITION")
        ->allow_extra_args(false);
    app.add_option("--horizon", horizon_, "Steps to forecast")->type_name("N")->capture_default_str();
    app.add_option("--period", period_, "Observations a season, or auto")->type_name("N")->capture_default_str();
    app.add_option("--level", levels_, "Levels of the intervals in percent")->type_name("LIST")->capture_default_str();
    app.add_option("--model", model_, "The model: " + model_names())->type_name("NAME")->capture_default_str();
    app.add_option("--format", format_, "table, csv, json or ndjson (default: table on a terminal, else csv)")
        ->type_name("FORMAT");
  }

  void validate() const override {
    if (input_.empty()) throw Error(ErrorKind::kUsage, "klytics forecast needs --input FILE");
    for (const std::string& text : where_) parse_condition(text);
    parse_count("--horizon", horizon_, kLongestHorizon);
    if (period_ != "auto") parse_count("--period", period_, kLongestPeriod);
    parsed_levels();
    parsed_model();
    parsed_format();
  }

  int run(Context& context) override {
    SeriesColumns columns = columns_;
    for (const std::string& text : where_) columns.where.push_back(parse_condition(text));
    SeriesReader reader(input_, columns);
    std::vector<SeriesRows> batch;
    std::size_t done = 0, failed = 0;
    ResultTable all;
    all.columns = column_names();
    const bool streams = parsed_format() == Format::kCsv || parsed_format() == Format::kNdjson;
    for (bool more = true; more;) {
      batch.clear();
      SeriesRows rows;
      while (batch.size() < kBatch && (more = reader.next(rows))) batch.push_back(std::move(rows));
      for (Outcome& outcome : forecast_batch(batch)) {
        const std::string& name = batch[static_cast<std::size_t>(done % kBatch)].name;
        if (outcome.defect) std::rethrow_exception(outcome.defect);
        if (!outcome.error.empty()) context.log.error(fmt::format("{}: {}", name, outcome.error));
        if (!outcome.note.empty()) context.log.info(fmt::format("{}: {}", name, outcome.note));
        if (!outcome.error.empty()) ++failed;
        std::ranges::move(outcome.table.rows, std::back_inserter(all.rows));
        ++done;
      }
      if (streams) print_rows(context, all);
      context.log.progress(fmt::format("{} series", done));
    }
    context.log.end_progress();
    if (done == 0) throw Error(ErrorKind::kBadData, "no rows to forecast from");
    if (!streams || done == failed) print_rest(context, all);
    return failed > 0 ? exit_code(ErrorKind::kBadData) : 0;
  }

 private:
  static std::string model_names() {
    std::string names;
    for (const auto& model : forecast::models()) names.append(names.empty() ? "" : ", ").append(model.name);
    return names;
  }

  const forecast::Model& parsed_model() const {
    if (const forecast::Model* model = forecast::find_model(model_)) return *model;
    std::vector<std::string> names;
    for (const auto& model : forecast::models()) names.emplace_back(model.name);
    const std::string nearest = nearest_match(model_, names);
    throw Error(ErrorKind::kUsage, "unknown model: " + model_,
                nearest.empty() ? "the models are " + model_names() : "did you mean " + nearest);
  }

  Format parsed_format() const {
    if (!format_.empty()) return presentation::parse_format(format_);
    return ::isatty(STDOUT_FILENO) != 0 ? Format::kTable : Format::kCsv;
  }

  std::vector<int> parsed_levels() const {
    std::vector<int> levels;
    for (std::size_t from = 0; from <= levels_.size();) {
      const std::size_t comma = std::min(levels_.find(',', from), levels_.size());
      levels.push_back(parse_count("--level", std::string_view(levels_).substr(from, comma - from), 99));
      from = comma + 1;
    }
    return levels;
  }

  std::vector<std::string> column_names() const {
    std::vector<std::string> names{"series", "step", "time", "mean"};
    for (const int level : parsed_levels()) {
      names.push_back(fmt::format("lo_{}", level));
      names.push_back(fmt::format("hi_{}", level));
    }
    names.emplace_back("model");
    return names;
  }

  std::vector<Outcome> forecast_batch(const std::vector<SeriesRows>& batch) const {
    std::vector<Outcome> outcomes(batch.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t i; (i = next++) < batch.size();) try {
          forecast_one(batch[i], outcomes[i]);
        } catch (const Error& error) {
          outcomes[i].error = fmt::format("series from line {}: {}", batch[i].line, error.what());
        } catch (...) {
          outcomes[i].defect = std::current_exception();
        }
    };
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < std::min(cores, batch.size()); ++i) helpers.emplace_back(work);
    work();
    helpers.clear();
    return outcomes;
  }

  void forecast_one(const SeriesRows& rows, Outcome& outcome) const {
    if (!rows.error.empty()) {
      outcome.error = rows.error;
      return;
    }
    const forecast::PlacedTimes placed = forecast::place_times(rows.times);
    std::vector<double> values(static_cast<std::size_t>(placed.positions.back()) + 1,
                               std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < rows.values.size(); ++i)
      values[static_cast<std::size_t>(placed.positions[i])] = rows.values[i];
    while (values.size() > 1 && std::isnan(values.back())) values.pop_back();

    int period = placed.axis.usual_period();
    if (period_ != "auto") period = parse_count("--period", period_, kLongestPeriod);
    forecast::PreparedSeries prepared = forecast::prepare(values, period);
    if (period_ == "auto" && placed.axis.kind == forecast::TimeKind::kIndex)
      period = forecast::detect_period(prepared.values);
    const forecast::Model& model = parsed_model();
    if (static_cast<int>(prepared.values.size()) < model.fewest)
      throw Error(ErrorKind::kBadData, fmt::format("{} observations are too few for {}, which needs {}",
                                                   prepared.values.size(), model.name, model.fewest));
    std::optional<forecast::Calendar> calendar = placed.axis.calendar();
    if (calendar) calendar->first_day = calendar->day(static_cast<int>(values.size() - prepared.values.size()));
    const forecast::History history{prepared.values, period, calendar ? &*calendar : nullptr};
    const auto named = model.predict(history, parse_count("--horizon", horizon_, kLongestHorizon));
    outcome.note = note_of(prepared);
    const bool never_negative = std::ranges::min(prepared.values) >= 0;
    add_rows(rows.name, placed.axis, static_cast<std::int64_t>(values.size()), named, never_negative, outcome.table);
  }

  static std::string note_of(const forecast::PreparedSeries& prepared) {
    std::string note;
    if (prepared.gaps_filled > 0)
      note = fmt::format("filled {} gap{}", prepared.gaps_filled, prepared.gaps_filled == 1 ? "" : "s");
    if (prepared.leading_zeros_dropped > 0)
      note += fmt::format("{}left out {} leading zero{}", note.empty() ? "" : ", ", prepared.leading_zeros_dropped,
                          prepared.leading_zeros_dropped == 1 ? "" : "s");
    return note;
  }

  void add_rows(const std::string& name, const forecast::TimeAxis& axis, std::int64_t after,
                const forecast::NamedPrediction& named, bool never_negative, ResultTable& table) const {
    std::vector<forecast::Interval> intervals;
    for (const int level : parsed_levels())
      intervals.push_back(forecast::prediction_interval(named.prediction, level / 100.0));
    const auto bounded = [&](double value) { return never_negative ? std::fmax(value, 0.0) : value; };
    for (std::size_t step = 0; step < named.prediction.mean.size(); ++step) {
      std::vector<TableCell> row{TableCell::of(std::string_view(name)),
                                 TableCell::of(static_cast<std::int64_t>(step + 1)),
                                 TableCell::of(std::string_view(axis.text(after + static_cast<std::int64_t>(step)))),
                                 TableCell::of(bounded(named.prediction.mean[step]))};
      for (const forecast::Interval& interval : intervals) {
        row.push_back(TableCell::of(bounded(interval.lower[step])));
        row.push_back(TableCell::of(bounded(interval.upper[step])));
      }
      row.push_back(TableCell::of(std::string_view(named.model)));
      table.rows.push_back(std::move(row));
    }
  }

  /// Prints what there is and forgets it; the header of a CSV file only once.
  void print_rows(Context& context, ResultTable& table) {
    if (table.rows.empty()) return;
    std::string text = presentation::render(table, parsed_format(), false);
    if (parsed_format() == Format::kCsv && std::exchange(header_printed_, true)) text.erase(0, text.find('\n') + 1);
    context.out << text;
    table.rows.clear();
  }

  /// The whole table of a format that is one piece, or the header alone when every series failed.
  void print_rest(Context& context, const ResultTable& table) const {
    if (header_printed_ || (table.rows.empty() && parsed_format() == Format::kNdjson)) return;
    ResultOutput{format_name()}.print(context.out, table);
  }

  std::string format_name() const {
    if (!format_.empty()) return format_;
    return parsed_format() == Format::kTable ? "table" : "csv";
  }

  std::string input_, horizon_ = "12", period_ = "auto", levels_ = "80,95", model_ = "auto", format_;
  SeriesColumns columns_;
  std::vector<std::string> where_;
  bool header_printed_ = false;
};

}  // namespace

std::unique_ptr<Command> make_forecast_command() { return std::make_unique<ForecastCommand>(); }

}  // namespace klytics::app

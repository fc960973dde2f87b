#include "analytics/insights/insights.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "analyze/analyze_command.h"
#include "core/date_range.h"
#include "core/error.h"
#include "core/nearest_match.h"
#include "export/dashboard_request.h"
#include "processing/daily_facts.h"
#include "result_output.h"
#include "storage/account.h"

namespace klytics::app {
namespace {

using insights::Finding;
using insights::Measure;
using presentation::ResultTable;
using presentation::TableCell;

constexpr int kFewestDays = 7;  // each weekday once

class AnalyzeInsights : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("metric", metric_, fmt::format("Only {}", fmt::join(insights::measure_names(), ", ")))
        ->type_name("METRIC");
    app.add_option("--range", range_,
                   "A predefined range up to the last complete day, or A,B (default: the last 30 complete days)")
        ->type_name("RANGE");
    app.add_option("--top", top_, "At most so many insights")->type_name("N")->capture_default_str();
    app.add_option("--level", options_.level, "Share of the insights that may be false")
        ->type_name("SHARE")
        ->capture_default_str();
    app.add_flag("--all", all_, "Everything that was examined, significant or not: the whole decomposition");
    output_.add_options(app);
  }

  void validate() const override {
    output_.parsed();
    if (!range_.empty() && !preset_range(range_, Date{})) with_each_weekday(any_range(range_, Date{}).range);
    const std::vector<std::string>& known = insights::measure_names();
    if (!metric_.empty() && std::ranges::find(known, metric_) == known.end()) {
      const std::string nearest = nearest_match(metric_, known);
      throw Error(ErrorKind::kUsage, "no insights are known of the metric " + metric_,
                  nearest.empty() ? fmt::format("there are {}", fmt::join(known, ", "))
                                  : fmt::format("did you mean {}?", nearest));
    }
    if (top_ < 1) throw Error(ErrorKind::kUsage, fmt::format("--top: not a number from 1 on: {}", top_));
    if (!(options_.level > 0 && options_.level < 1)) throw Error(ErrorKind::kUsage, "--level must be between 0 and 1");
  }

  int run(Context& context) override {
    const DailyFacts facts = read(context);
    const std::vector<Measure> measures = insights::measures(facts, metric_);
    const std::vector<Finding> findings = insights::examine(measures);
    insights::InsightOptions options = options_;
    options.most = static_cast<std::size_t>(top_);
    const auto found = insights::rank_insights(facts, measures, findings, options);
    const auto tests = std::ranges::count_if(findings, [](const Finding& one) { return one.p_value.has_value(); });
    const DateRange &now = facts.periods.current, &before = facts.periods.previous;
    context.log.info(fmt::format("{} to {} against {} to {}: {} comparisons", to_string(now.first), to_string(now.last),
                                 to_string(before.first), to_string(before.last), tests));
    const bool for_people = output_.parsed() == presentation::Format::kTable && !all_;
    if (for_people && found.empty()) {
      context.out << "Nothing changed by more than chance.\n";
      return 0;
    }
    if (found.empty()) context.log.info("nothing changed by more than chance");
    ResultTable table = for_people ? ResultTable{{"metric", "change", "p_value", "message"}, {}}
                                   : ResultTable{{"metric", "against", "effect", "part", "name", "current", "previous",
                                                  "change", "percent", "share", "low", "high", "p_value", "message"},
                                                 {}};
    if (all_)
      for (const Finding& finding : findings) table.rows.push_back(row(measures[finding.measure], finding, ""));
    else
      for (const insights::Insight& insight : found)
        table.rows.push_back(row(measures[insight.finding.measure], insight.finding, insight.text));
    if (for_people)
      for (auto& cells : table.rows) cells = {cells[0], cells[7], cells[12], cells[13]};
    output_.print(context.out, table);
    return 0;
  }

 private:
  static DateRange with_each_weekday(const DateRange& range) {
    if (range.days() < kFewestDays)
      throw Error(ErrorKind::kUsage, fmt::format("--range: {} days are fewer than a week", range.days()),
                  "what a weekday does is no change: a period needs seven days");
    return range;
  }

  // `complete_to` is the last day that may be compared; a predefined range ends there.
  DateRange period(Date today, Date complete_to) const {
    constexpr std::chrono::days kDefault{30};
    if (range_.empty()) return {complete_to - kDefault + std::chrono::days{1}, complete_to};
    DateRange range = any_range(range_, today).range;
    if (preset_range(range_, today) && complete_to >= range.first) range.last = std::min(range.last, complete_to);
    return with_each_weekday(range);
  }

  DailyFacts read(Context& context) const {
    storage::Connection connection = context.connect("analyze");
    const Account account = storage::find_account(connection, context.settings.account);
    DailyFacts facts;
    connection.transaction([&] {
      connection.query("queries/export/begin_read_only");
      const std::optional<DateRange> data = processing::complete_days(connection, account);
      if (!data) throw Error(ErrorKind::kBadData, "there is no complete day of facts yet");
      const DateRange current = period(TimeZone(account.timezone).local_date(context.now()), data->last);
      const DateRange before = previous_period(current);
      if (current.last > data->last || before.first < data->first)
        throw Error(ErrorKind::kBadData,
                    fmt::format("the facts are complete from {} to {}, the periods are {} to {} and {} to {}",
                                to_string(data->first), to_string(data->last), to_string(before.first),
                                to_string(before.last), to_string(current.first), to_string(current.last)),
                    "choose a --range that has as many days before it");
      facts = processing::read_daily_facts(connection, account, compared_periods(current, *data));
    });
    return facts;
  }

  static std::vector<TableCell> row(const Measure& measure, const Finding& finding, std::string_view text) {
    const auto name = [&](const std::string& word) {
      return word.empty() ? TableCell::empty() : TableCell::of(std::string_view(word));
    };
    const bool is_share = measure.scale == insights::Scale::kShare, is_mix = finding.effect == insights::Effect::kMix;
    const double points = is_share ? 100 : 1;                            // rates are percentages everywhere
    const double own = is_share || (is_mix && !finding.once) ? 100 : 1;  // and so are shares of the whole
    const auto scaled = [](const std::optional<double>& value, double factor) {
      return value ? TableCell::of(*value * factor) : TableCell::empty();
    };
    std::optional<double> percent;
    if (finding.current && finding.previous && *finding.previous > 0 && measure.scale != insights::Scale::kGrowth)
      percent = 100 * (*finding.current / *finding.previous - 1);
    return {TableCell::of(std::string_view(measure.metric)),
            TableCell::of(to_string(finding.against)),
            TableCell::of(to_string(finding.effect)),
            name(finding.kind),
            finding.kind.empty() ? TableCell::empty()
            : finding.id.empty() ? TableCell::of(std::string_view("everything else"))
                                 : name(finding.name),
            scaled(finding.current, own),
            scaled(finding.previous, own),
            TableCell::of(finding.change * points),
            scaled(percent, 1),
            scaled(finding.share, 100),
            scaled(finding.low, own),
            scaled(finding.high, own),
            scaled(finding.p_value, 1),
            text.empty() ? TableCell::empty() : TableCell::of(text)};
  }

  ResultOutput output_;
  insights::InsightOptions options_;
  int top_ = 10;
  bool all_ = false;
  std::string metric_, range_;
};

}  // namespace

std::unique_ptr<Command> make_analyze_insights() { return std::make_unique<AnalyzeInsights>(); }

}  // namespace klytics::app

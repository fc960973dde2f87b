#include "core/custom_metrics.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/base_metrics.h"
#include "core/error.h"
#include "core/nearest_match.h"

namespace klytics {
namespace {

const std::vector<MetricDefinition> kOwn = {
    {"open_rate", "100 * unique_opens / received", "klytics"},
    {"human_open_rate", "100 * unique_human_opens / received", "klytics"},
    {"click_rate", "100 * unique_clicks / received", "klytics"},
    {"conversion_rate", "100 * converters / received", "klytics"},
    {"submission_rate", "100 * form_submissions / form_views", "klytics"},
};

bool is_name(std::string_view name) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view kCharacters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !name.empty() && kLetters.find(name[0]) != std::string_view::npos &&
         name.find_first_not_of(kCharacters) == std::string_view::npos;
}

// An input's text as inputs_of() gives it.
std::string input(const MetricExpression::Name& name) { return name.bracketed ? "[" + name.text + "]" : name.text; }

}  // namespace

CustomMetrics::CustomMetrics(const std::vector<MetricDefinition>& definitions) : definitions_(kOwn) {
  for (const MetricDefinition& definition : definitions) {
    const auto refuse = [&](std::string_view why, std::string hint) {
      throw Error(ErrorKind::kConfiguration, fmt::format("{}: metric {}: {}", definition.where, definition.name, why),
                  std::move(hint));
    };
    if (!is_name(definition.name))
      refuse("not a name for a metric", "use lower-case letters, digits and underscores, a letter first");
    if (find_base_metric(definition.name) != nullptr || find(definition.name) != nullptr)
      refuse("klytics has a metric of this name", "choose another name");
    definitions_.push_back(definition);
  }
  for (const MetricDefinition& definition : definitions_) {
    try {
      expressions_.emplace_back(definition.expression);
    } catch (const Error& error) {
      throw Error(error.kind(), fmt::format("{}: metric {}: {}", definition.where, definition.name, error.what()),
                  error.hint());
    }
  }
  check_names();
  for (std::size_t i = 0; i < definitions_.size(); ++i) {
    std::vector<std::size_t> path;
    check_cycles(i, path);
  }
}

const MetricDefinition* CustomMetrics::find(std::string_view name) const {
  const auto found = std::ranges::find(definitions_, name, &MetricDefinition::name);
  return found == definitions_.end() ? nullptr : &*found;
}

std::size_t CustomMetrics::index_of(std::string_view name) const {
  const MetricDefinition* definition = find(name);
  if (definition == nullptr) throw Error(ErrorKind::kInternal, fmt::format("no such custom metric: {}", name));
  return static_cast<std::size_t>(definition - definitions_.data());
}

void CustomMetrics::check_names() {
  std::vector<std::string> known;
  for (const BaseMetric& metric : base_metrics()) known.push_back(metric.name);
  for (const MetricDefinition& definition : definitions_) known.push_back(definition.name);
  for (std::size_t i = 0; i < definitions_.size(); ++i)
    for (const MetricExpression::Name& name : expressions_[i].names()) {
      if (name.bracketed || std::ranges::find(known, name.text) != known.end()) continue;
      const std::string nearest = nearest_match(name.text, known);
      throw Error(ErrorKind::kConfiguration,
                  fmt::format("{}: metric {}: unknown metric \"{}\" at position {} of \"{}\"", definitions_[i].where,
                              definitions_[i].name, name.text, name.position, definitions_[i].expression),
                  nearest.empty() ? "a metric of Klaviyo stands in brackets, such as [Viewed Product]"
                                  : fmt::format("did you mean {}?", nearest));
    }
}

void CustomMetrics::check_cycles(std::size_t index, std::vector<std::size_t>& path) const {
  const auto seen = std::ranges::find(path, index);
  if (seen != path.end()) {
    std::string circle;
    for (auto step = seen; step != path.end(); ++step) circle += definitions_[*step].name + " -> ";
    throw Error(ErrorKind::kConfiguration,
                fmt::format("{}: metric {} is computed from itself: {}{}", definitions_[index].where,
                            definitions_[index].name, circle, definitions_[index].name));
  }
  path.push_back(index);
  for (const MetricExpression::Name& name : expressions_[index].names())
    if (!name.bracketed && find(name.text) != nullptr) check_cycles(index_of(name.text), path);
  path.pop_back();
}

std::vector<std::string> CustomMetrics::inputs_of(std::string_view name) const {
  std::vector<std::string> inputs;
  add_inputs(index_of(name), inputs);
  return inputs;
}

void CustomMetrics::add_inputs(std::size_t index, std::vector<std::string>& inputs) const {
  for (const MetricExpression::Name& name : expressions_[index].names()) {
    if (!name.bracketed && find(name.text) != nullptr)
      add_inputs(index_of(name.text), inputs);
    else if (std::ranges::find(inputs, input(name)) == inputs.end())
      inputs.push_back(input(name));
  }
}

std::optional<double> CustomMetrics::evaluate(
    std::string_view name, const std::function<std::optional<double>(const std::string& input)>& value_of) const {
  MetricExpression& expression = expressions_[index_of(name)];
  std::vector<std::optional<double>> values;
  for (const MetricExpression::Name& used : expression.names())
    values.push_back(!used.bracketed && find(used.text) != nullptr ? evaluate(used.text, value_of)
                                                                   : value_of(input(used)));
  return expression.evaluate(values);
}

}  // namespace klytics

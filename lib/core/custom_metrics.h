// The metrics that the configuration defines: named expressions over base metrics, Klaviyo's metrics and each other.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/metric_expression.h"

namespace klytics {

struct MetricDefinition {
  std::string name;        // lower-case letters, digits and underscores, beginning with a letter
  std::string expression;  // see MetricExpression
  std::string where;       // for messages: "klytics.toml:12:7"

  bool operator==(const MetricDefinition&) const = default;
};

/// Checked definitions. Those that klytics brings along come first: open_rate, human_open_rate, click_rate,
/// conversion_rate and submission_rate, in percent.
class CustomMetrics {
 public:
  CustomMetrics() : CustomMetrics(std::vector<MetricDefinition>{}) {}
  /// Throws Error(kConfiguration) that names the place for a name that is malformed or taken, a syntax error, a name
  /// that means nothing (with the nearest one that does) and a definition that leads back to itself. What stands in
  /// brackets is only known to the database and not checked here.
  explicit CustomMetrics(const std::vector<MetricDefinition>& definitions);

  /// In the order of definition.
  const std::vector<MetricDefinition>& definitions() const { return definitions_; }
  /// nullptr when there is none of this name.
  const MetricDefinition* find(std::string_view name) const;

  /// What a custom metric is computed from in the end, each once: base metrics by name, Klaviyo's in brackets.
  /// Throws Error(kInternal) when there is no such metric, like evaluate().
  std::vector<std::string> inputs_of(std::string_view name) const;
  /// Its value when `value_of` answers for each of inputs_of(); missing as in MetricExpression. Not for concurrent use.
  std::optional<double> evaluate(std::string_view name,
                                 const std::function<std::optional<double>(const std::string& input)>& value_of) const;

 private:
  std::size_t index_of(std::string_view name) const;
  void check_names();
  void check_cycles(std::size_t index, std::vector<std::size_t>& path) const;
  void add_inputs(std::size_t index, std::vector<std::string>& inputs) const;

  std::vector<MetricDefinition> definitions_;
  mutable std::vector<MetricExpression> expressions_;  // evaluating sets the variables of the parser
};

}  // namespace klytics

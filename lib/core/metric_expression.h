// One expression over metrics, such as "revenue / orders": parsed by muParser, evaluated with missing values.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace klytics {

/// Numbers, names, + - * / ^, parentheses and the functions abs, exp, log (natural), max, min, round, sqrt. A name is
/// letters, digits and underscores, beginning with a letter; anything else stands in square brackets:
/// "[Viewed Product] / [Active on Site]".
class MetricExpression {
 public:
  /// Throws Error(kConfiguration) that names what is wrong and its position, from 1, in `text`.
  explicit MetricExpression(std::string_view text);
  ~MetricExpression();
  MetricExpression(MetricExpression&&) noexcept;
  MetricExpression& operator=(MetricExpression&&) noexcept;

  struct Name {
    std::string text;      // without brackets
    bool bracketed;        // a Klaviyo metric, never a metric of klytics
    std::size_t position;  // of its first use in the text, from 1
  };
  /// Every name that is used, once, in order of first use.
  const std::vector<Name>& names() const;

  /// The value when the names have `values`, in the order of names(). Missing when a value that is used is missing, and
  /// when the result is not a finite number: a division by zero, the root of a negative number. Not for concurrent use.
  std::optional<double> evaluate(std::span<const std::optional<double>> values);

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace klytics

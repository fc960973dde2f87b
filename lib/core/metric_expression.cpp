#include "core/metric_expression.h"

#include <fmt/format.h>
#include <muParser.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/error.h"

namespace klytics {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kPlainCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ \t+-*/^(),.";

[[noreturn]] void fail(std::string_view text, std::size_t offset, std::string_view what) {
  throw Error(ErrorKind::kConfiguration, fmt::format("{} at position {} of \"{}\"", what, offset + 1, text),
              "see METRICS in klytics.toml(5)");
}

// What is not finite has no value, and nothing that is computed from it has one: not 1 / (1 / 0), not min(1, 1 / 0).
double finite_or_missing(double value) { return std::isfinite(value) ? value : kMissing; }
double divide(double dividend, double divisor) { return finite_or_missing(dividend / divisor); }
double raise(double base, double exponent) {
  return std::isnan(base) || std::isnan(exponent) ? kMissing : finite_or_missing(std::pow(base, exponent));
}
template <double (*function)(double)>
double checked(double value) {
  return finite_or_missing(function(value));
}
double smallest(const double* values, int count) {
  double result = values[0];
  for (int i = 1; i < count; ++i) result = std::isnan(values[i]) || values[i] < result ? values[i] : result;
  return result;
}
double largest(const double* values, int count) {
  double result = values[0];
  for (int i = 1; i < count; ++i) result = std::isnan(values[i]) || values[i] > result ? values[i] : result;
  return result;
}
double round_half_away(double value) { return std::round(value); }
double square_root(double value) { return std::sqrt(value); }
double natural_logarithm(double value) { return std::log(value); }
double exponential(double value) { return std::exp(value); }

// A name in brackets goes to the parser as a name of its own of the same length, so that positions stay what they are:
// "K0", filled up with underscores. No user's name looks like it, since the names of klytics are in lower case.
std::string stand_in(std::size_t number, std::size_t length) {
  std::string name = fmt::format("K{}", number);
  name.resize(std::max(name.size(), length), '_');
  return name;
}

}  // namespace

struct MetricExpression::Implementation {
  mu::Parser parser;
  std::vector<Name> names;
  std::vector<double> values;

  explicit Implementation(std::string_view text) {
    define_operators();
    const std::string plain = replace_brackets(text);
    collect_plain_names(text, plain);
    sort_by_position();
    values.resize(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) parser.DefineVar(parsed_names[i], &values[i]);
    compile(text, plain);
  }

 private:
  std::vector<std::string> parsed_names;  // as the parser knows them

  // Division and power are operators of our own, under signs that no expression has: muParser's divide into infinity.
  void define_operators() {
    parser.ClearFun();
    parser.ClearConst();
    parser.DefineOprtChars("+-*/^?<>=#!$%&|~'");
    parser.DefineOprt("%", divide, mu::prMUL_DIV, mu::oaLEFT);
    parser.DefineOprt("$", raise, mu::prPOW, mu::oaRIGHT);
    parser.DefineFun("abs", checked<std::fabs>);
    parser.DefineFun("exp", checked<exponential>);
    parser.DefineFun("log", checked<natural_logarithm>);
    parser.DefineFun("round", checked<round_half_away>);
    parser.DefineFun("sqrt", checked<square_root>);
    parser.DefineFun("min", smallest);
    parser.DefineFun("max", largest);
  }

  std::string replace_brackets(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
      if (text[at] != '[') {
        if (kPlainCharacters.find(text[at]) == std::string_view::npos)
          fail(text, at, fmt::format("unexpected \"{}\"", text[at]));
        plain += text[at] == '/' ? '%' : text[at] == '^' ? '$' : text[at];
        ++at;
        continue;
      }
      const std::size_t end = text.find(']', at);
      if (end == std::string_view::npos) fail(text, at, "no \"]\" for the \"[\"");
      if (end == at + 1) fail(text, at, "no name between \"[\" and \"]\"");
      plain += stand_in(add({std::string(text.substr(at + 1, end - at - 1)), true, at + 1}), end + 1 - at);
      at = end + 1;
    }
    return plain;
  }

  // The number of a name in brackets; one that comes again is the same name.
  std::size_t add(Name name) {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i].text == name.text) return i;
    names.push_back(std::move(name));
    parsed_names.push_back(stand_in(names.size() - 1, names.back().text.size() + 2));
    return names.size() - 1;
  }

  void collect_plain_names(std::string_view text, const std::string& plain) {
    for (std::size_t at = 0; at < plain.size();) {
      const auto is_letter = [&](std::size_t i) { return std::isalpha(static_cast<unsigned char>(plain[i])) != 0; };
      const auto is_name = [&](std::size_t i) {
        return is_letter(i) || std::isdigit(plain[i]) != 0 || plain[i] == '_';
      };
      std::size_t end = at;
      while (end < plain.size() && is_name(end)) ++end;
      if (end == at || !is_letter(at)) {
        at = std::max(end, at + 1);
        continue;
      }
      const std::string name = plain.substr(at, end - at);
      const std::size_t next = plain.find_first_not_of(" \t", end);
      const bool is_call = next != std::string::npos && plain[next] == '(';
      if (is_call && parser.GetFunDef().count(name) == 0) fail(text, at, fmt::format("unknown function \"{}\"", name));
      if (!is_call && std::ranges::find(parsed_names, name) == parsed_names.end()) {
        names.push_back({name, false, at + 1});
        parsed_names.push_back(name);
      }
      at = end;
    }
  }

  void sort_by_position() {
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [this](std::size_t i) { return names[i].position; });
    std::vector<Name> sorted;
    std::vector<std::string> sorted_parsed;
    for (const std::size_t i : order) {
      sorted.push_back(names[i]);
      sorted_parsed.push_back(parsed_names[i]);
    }
    names = std::move(sorted);
    parsed_names = std::move(sorted_parsed);
  }

  void compile(std::string_view text, const std::string& plain) {
    try {
      parser.SetExpr(plain);
      parser.Eval();
      if (parser.GetNumResults() != 1) fail(text, plain.find(','), "unexpected \",\"");
    } catch (const mu::ParserError& error) {
      const std::size_t length = text.find_last_not_of(" \t") == std::string_view::npos ? 0 : text.size();
      const std::size_t offset = std::min(static_cast<std::size_t>(std::max(error.GetPos(), 0)), length);
      fail(text, offset, offset >= length ? "the expression breaks off" : "this does not fit");
    }
  }
};

MetricExpression::MetricExpression(std::string_view text) : implementation_(new Implementation(text)) {}
MetricExpression::~MetricExpression() = default;
MetricExpression::MetricExpression(MetricExpression&&) noexcept = default;
MetricExpression& MetricExpression::operator=(MetricExpression&&) noexcept = default;

const std::vector<MetricExpression::Name>& MetricExpression::names() const { return implementation_->names; }

std::optional<double> MetricExpression::evaluate(std::span<const std::optional<double>> values) {
  for (std::size_t i = 0; i < implementation_->values.size(); ++i)
    implementation_->values[i] = values[i].value_or(kMissing);
  const double result = implementation_->parser.Eval();
  return std::isfinite(result) ? std::optional(result) : std::nullopt;
}

}  // namespace klytics

#include "api/filter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/time.h"

namespace klaviyo_sim {
namespace {

struct OperatorName {
  std::string_view name;
  Operator op;
};

constexpr std::array<OperatorName, 12> kOperators = {{
    {"equals", kEquals},
    {"any", kAny},
    {"contains", kContains},
    {"starts-with", kStartsWith},
    {"ends-with", kEndsWith},
    {"greater-than", kGreaterThan},
    {"greater-or-equal", kGreaterOrEqual},
    {"less-than", kLessThan},
    {"less-or-equal", kLessOrEqual},
    {"has", kHas},
    {"contains-any", kContainsAny},
    {"contains-all", kContainsAll},
}};

// A value as written: its text, and whether it was quoted.
struct RawValue {
  std::string text;
  bool is_quoted = false;
};

class Parser {
 public:
  Parser(std::string_view text, std::span<const FieldRule> rules, std::string_view type, UnixSeconds now)
      : text_(text), rules_(rules), type_(type), now_(now) {}

  Filter parse() {
    Filter filter;
    parse_terms(filter, 0);
    if (position_ != text_.size()) fail();
    return filter;
  }

 private:
  [[noreturn]] void fail() const {
    throw invalid(fmt::format("Invalid filter provided: unexpected input at position {}.", position_), "filter");
  }

  void skip_spaces() {
    while (position_ < text_.size() && text_[position_] == ' ') ++position_;
  }

  bool accept(char c) {
    skip_spaces();
    if (position_ >= text_.size() || text_[position_] != c) return false;
    ++position_;
    return true;
  }

  void expect(char c) {
    if (!accept(c)) fail();
  }

  std::string_view read_until(std::string_view stops) {
    skip_spaces();
    const std::size_t begin = position_;
    position_ = std::min(text_.find_first_of(stops, begin), text_.size());
    std::string_view word = text_.substr(begin, position_ - begin);
    while (word.ends_with(' ')) word.remove_suffix(1);
    if (word.empty()) fail();
    return word;
  }

  void parse_terms(Filter& filter, int depth) {
    if (depth > 8) fail();
    do {
      const std::string_view name = read_until("(),");
      expect('(');
      if (name == "and") {
        parse_terms(filter, depth + 1);
      } else {
        filter.push_back(parse_term(name));
      }
      expect(')');
    } while (accept(','));
  }

  Term parse_term(std::string_view name) {
    const auto known =
        std::find_if(kOperators.begin(), kOperators.end(), [&](const auto& o) { return o.name == name; });
    if (known == kOperators.end()) throw invalid(fmt::format("'{}' is not a valid filter operator.", name), "filter");
    const std::string_view field = read_until(",)");
    const auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const FieldRule& r) { return r.name == field; });
    if (rule == rules_.end())
      throw invalid(fmt::format("'{}' is not a valid field for the resource '{}'.", field, type_), "filter");
    if ((rule->operators & known->op) == 0)
      throw invalid(fmt::format("'{}' is not an allowed filter operator for {}.  Allowed operators are {}", name, field,
                                allowed_operators(rule->operators)),
                    "filter");
    Term term{known->op, &*rule, {}};
    if (known->op == kHas) return term;
    expect(',');
    if (accept('[')) {
      const bool list_fits = (known->op & (kAny | kContainsAny | kContainsAll)) != 0 || rule->equals_list;
      if (!list_fits) throw invalid(fmt::format("'{}' does not take a list for {}.", name, field), "filter");
      if (!accept(']')) {
        do term.values.push_back(convert(read_value(), *rule, known->op));
        while (accept(','));
        expect(']');
      }
    } else {
      if (known->op == kAny) throw invalid(fmt::format("'any' needs a list for {}.", field), "filter");
      term.values.push_back(convert(read_value(), *rule, known->op));
    }
    return term;
  }

  static std::string allowed_operators(std::uint32_t operators) {
    std::vector<std::string_view> names;
    for (const OperatorName& candidate : kOperators)
      if ((operators & candidate.op) != 0) names.push_back(candidate.name);
    std::sort(names.begin(), names.end());
    return fmt::format("{}", fmt::join(names, ", "));
  }

  RawValue read_value() {
    skip_spaces();
    if (position_ >= text_.size()) fail();
    const char quote = text_[position_];
    if (quote != '"' && quote != '\'') return {std::string(read_until(",)]")), false};
    RawValue value{{}, true};
    for (++position_; position_ < text_.size() && text_[position_] != quote; ++position_) {
      if (text_[position_] == '\\' && position_ + 1 < text_.size()) ++position_;
      value.text += text_[position_];
    }
    expect(quote);
    return value;
  }

  FieldValue convert(const RawValue& value, const FieldRule& rule, Operator op) const {
    const auto wrong = [&](std::string_view expected) {
      return invalid(fmt::format("Invalid filter value for {}: expected {}, got {}", rule.name, expected, value.text),
                     "filter");
    };
    switch (rule.kind) {
      case ValueKind::kString:
        if (!value.is_quoted) throw wrong("a quoted string");
        if (!rule.values.empty() && std::find(rule.values.begin(), rule.values.end(), value.text) == rule.values.end())
          throw wrong(fmt::format("one of {}", fmt::join(rule.values, ", ")));
        return value.text;
      case ValueKind::kBareText:
        return value.text;
      case ValueKind::kBoolean:
        if (value.is_quoted || (value.text != "true" && value.text != "false")) throw wrong("true or false");
        return value.text == "true";
      case ValueKind::kNumber: {
        double number = 0;
        const char* end = value.text.data() + value.text.size();
        const auto parsed = std::from_chars(value.text.data(), end, number);
        if (value.is_quoted || parsed.ec != std::errc{} || parsed.ptr != end) throw wrong("a number");
        if (rule.name == "timestamp") refuse_future(rule, op, number);
        return number;
      }
      case ValueKind::kTime: {
        const auto instant = value.is_quoted ? std::nullopt : klytics::parse_instant(value.text);
        if (!instant) throw wrong("an unquoted ISO 8601 datetime with an offset");
        const double seconds = std::chrono::duration<double>(instant->time_since_epoch()).count();
        refuse_future(rule, op, seconds);
        return seconds;
      }
    }
    return {};
  }

  void refuse_future(const FieldRule& rule, Operator op, double seconds) const {
    if ((op == kGreaterThan || op == kGreaterOrEqual) && seconds > static_cast<double>(now_))
      throw invalid(fmt::format("Invalid filter value for {}: the lower bound cannot be in the future.", rule.name),
                    "filter");
  }

  std::string_view text_;
  std::span<const FieldRule> rules_;
  std::string_view type_;
  UnixSeconds now_;
  std::size_t position_ = 0;
};

bool holds(Operator op, const FieldValue& expected, const FieldValue& actual) {
  if (const auto* text = std::get_if<std::string>(&actual)) {
    const auto* wanted = std::get_if<std::string>(&expected);
    if (wanted == nullptr) return false;
    switch (op) {
      case kEquals:
      case kAny:
      case kContainsAny:
      case kContainsAll:
        return *text == *wanted;
      case kContains:
        return text->find(*wanted) != std::string::npos;
      case kStartsWith:
        return text->starts_with(*wanted);
      case kEndsWith:
        return text->ends_with(*wanted);
      default:
        return false;
    }
  }
  if (actual.index() != expected.index()) return false;
  switch (op) {
    case kEquals:
    case kAny:
      return actual == expected;
    case kGreaterThan:
      return actual > expected;
    case kGreaterOrEqual:
      return actual >= expected;
    case kLessThan:
      return actual < expected;
    case kLessOrEqual:
      return actual <= expected;
    default:
      return false;
  }
}

}  // namespace

Filter parse_filter(std::string_view text, std::span<const FieldRule> rules, std::string_view type, UnixSeconds now) {
  return Parser(text, rules, type, now).parse();
}

bool matches(const Term& term, const FieldValue& value) {
  if (std::holds_alternative<std::monostate>(value)) return false;
  if (term.op == kHas) return true;
  const auto satisfied = [&](const FieldValue& expected) {
    const auto* list = std::get_if<std::vector<std::string>>(&value);
    if (list == nullptr) return holds(term.op, expected, value);
    return std::any_of(list->begin(), list->end(),
                       [&](const std::string& item) { return holds(term.op, expected, FieldValue(item)); });
  };
  if (term.op == kContainsAll) return std::all_of(term.values.begin(), term.values.end(), satisfied);
  return std::any_of(term.values.begin(), term.values.end(), satisfied);
}

}  // namespace klaviyo_sim

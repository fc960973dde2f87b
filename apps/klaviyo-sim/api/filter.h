// The filter grammar of the API: op(field,value) terms joined by "," or and(...), checked against what a resource
// allows.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "api/json_api.h"

namespace klaviyo_sim {

enum Operator : std::uint32_t {
  kEquals = 1 << 0,
  kAny = 1 << 1,
  kContains = 1 << 2,
  kStartsWith = 1 << 3,
  kEndsWith = 1 << 4,
  kGreaterThan = 1 << 5,
  kGreaterOrEqual = 1 << 6,
  kLessThan = 1 << 7,
  kLessOrEqual = 1 << 8,
  kHas = 1 << 9,
  kContainsAny = 1 << 10,
  kContainsAll = 1 << 11,
};
constexpr std::uint32_t kRange = kGreaterThan | kGreaterOrEqual | kLessThan | kLessOrEqual;

/// kBareText is kept as it is written, without quotes.
enum class ValueKind { kString, kBoolean, kNumber, kTime, kBareText };

/// What a resource allows for one field.
struct FieldRule {
  std::string_view name;
  ValueKind kind = ValueKind::kString;
  std::uint32_t operators = 0;
  bool equals_list = false;                       // equals() also takes a list
  std::span<const std::string_view> values = {};  // the only values; empty: any
};

/// A value of a record that a term is compared with. monostate: the record has none. Times are Unix seconds as double,
/// exact for every date that occurs. A list matches when one of its values does.
using FieldValue = std::variant<std::monostate, bool, double, std::string, std::vector<std::string>>;

struct Term {
  Operator op;
  const FieldRule* rule;
  std::vector<FieldValue> values;  // one, or the list of any/equals; none for has
};

using Filter = std::vector<Term>;

/// Throws ApiError for a syntax error, a field that is not allowed ("'x' is not a valid field..."), an operator that is
/// not ("'equals' is not an allowed filter operator for name.  Allowed operators are contains"), a value of the wrong
/// kind, and a lower bound later than `now`.
Filter parse_filter(std::string_view text, std::span<const FieldRule> rules, std::string_view type, UnixSeconds now);

/// Does a record with this value satisfy the term? A record without the value satisfies none.
bool matches(const Term& term, const FieldValue& value);

}  // namespace klaviyo_sim

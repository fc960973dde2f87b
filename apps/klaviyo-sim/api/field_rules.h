// How the tables of endpoints write what a field allows.
#pragma once

#include <span>
#include <string_view>

#include "endpoints/endpoints.h"

namespace klaviyo_sim {

inline FieldRule text(std::string_view name, std::uint32_t operators = kEquals | kAny) {
  return {name, ValueKind::kString, operators};
}
inline FieldRule one_of(std::string_view name, std::span<const std::string_view> values,
                        std::uint32_t operators = kEquals) {
  return {name, ValueKind::kString, operators, (operators & kAny) != 0, values};
}
inline FieldRule text_or_list(std::string_view name, std::uint32_t operators = kEquals | kAny) {
  return {name, ValueKind::kString, operators, true};
}
inline FieldRule flag(std::string_view name, std::uint32_t operators = kEquals) {
  return {name, ValueKind::kBoolean, operators};
}
inline FieldRule time(std::string_view name, std::uint32_t operators = kRange) {
  return {name, ValueKind::kTime, operators};
}

constexpr std::uint32_t kNameSearch = kEquals | kContains | kStartsWith | kEndsWith;

// The tables, one file each.
void add_shop_endpoints(std::vector<Endpoint>& all);
void add_message_endpoints(std::vector<Endpoint>& all);
void add_report_endpoints(std::vector<Endpoint>& all);
void add_other_endpoints(std::vector<Endpoint>& all);

}  // namespace klaviyo_sim

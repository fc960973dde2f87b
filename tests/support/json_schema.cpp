#include "support/json_schema.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

namespace klytics::test {
namespace {

using nlohmann::json;

bool has_type(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "number") return value.is_number();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  return false;
}

class Checker {
 public:
  void check(const json& schema, const json& value, const std::string& place) {
    for (const auto& [keyword, rule] : schema.items()) check_keyword(keyword, rule, value, place);
  }

  std::vector<std::string> violations;

 private:
  void require(bool holds, const std::string& place, const std::string& rule) {
    if (!holds) violations.push_back(place + ": " + rule);
  }

  void check_keyword(const std::string& keyword, const json& rule, const json& value, const std::string& place) {
    const std::string text = keyword + " " + rule.dump();
    if (keyword == "$schema" || keyword == "title") return;
    if (keyword == "type") return require(has_type(value, rule.get<std::string>()), place, text);
    if (keyword == "enum") return require(std::find(rule.begin(), rule.end(), value) != rule.end(), place, text);
    if (keyword == "required") {
      for (const json& name : rule)
        if (value.is_object()) require(value.contains(name.get<std::string>()), place, "misses " + name.dump());
    } else if (keyword == "properties") {
      for (const auto& [name, schema] : rule.items())
        if (value.is_object() && value.contains(name)) check(schema, value[name], place + "/" + name);
    } else if (keyword == "items") {
      for (std::size_t i = 0; value.is_array() && i < value.size(); ++i)
        check(rule, value[i], place + "/" + std::to_string(i));
    } else if (keyword == "minItems") {
      require(!value.is_array() || value.size() >= rule.get<std::size_t>(), place, text);
    } else if (keyword == "maxItems") {
      require(!value.is_array() || value.size() <= rule.get<std::size_t>(), place, text);
    } else if (keyword == "minimum") {
      require(!value.is_number() || value.get<double>() >= rule.get<double>(), place, text);
    } else if (keyword == "maximum") {
      require(!value.is_number() || value.get<double>() <= rule.get<double>(), place, text);
    } else if (keyword == "pattern") {
      require(!value.is_string() || std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>())),
              place, text);
    } else {
      require(false, place, "unknown keyword " + keyword);
    }
  }
};

}  // namespace

std::vector<std::string> schema_violations(std::string_view schema_text, std::string_view json_text) {
  const json value = json::parse(json_text, nullptr, false);
  if (value.is_discarded()) return {": not JSON"};
  Checker checker;
  checker.check(json::parse(schema_text), value, "");
  return checker.violations;
}

std::optional<std::string> dashboard_schema(std::string_view endpoint) {
  const std::filesystem::path folder =
      std::filesystem::path(KLYTICS_SOURCE_DIR).parent_path() / "shared" / "dashboard" / "schema";
  if (!std::filesystem::is_directory(folder)) return std::nullopt;
  std::string name(endpoint);
  std::replace(name.begin(), name.end(), '/', '-');
  std::ifstream file(folder / (name + ".json"));
  if (!file) throw std::runtime_error("no schema for the endpoint " + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace klytics::test

// A CSV file of reference numbers: the project's own in tests/data, or public ones in ../shared beside the project.
#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/csv.h"

namespace klytics::analytics {

struct ReferenceTable {
  std::map<std::string, std::vector<std::string>, std::less<>> columns;

  const std::vector<std::string>& text(std::string_view name) const { return columns.find(name)->second; }
  std::vector<double> numbers(std::string_view name) const {
    std::vector<double> values;
    for (const std::string& value : text(name)) values.push_back(std::stod(value));
    return values;
  }
};

/// nullopt when the file is not there.
inline std::optional<ReferenceTable> read_table(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  CsvReader reader(content, path);
  const CsvHeader header(reader);
  ReferenceTable table;
  while (reader.next())
    for (std::size_t i = 0; i < header.size(); ++i) table.columns[header.names()[i]].emplace_back(reader.fields()[i]);
  return table;
}

inline std::optional<ReferenceTable> own_table(const std::string& name) {
  return read_table(std::string(KLYTICS_SOURCE_DIR) + "/tests/data/" + name);
}

inline std::optional<ReferenceTable> shared_table(const std::string& name) {
  return read_table(std::string(KLYTICS_SOURCE_DIR) + "/../shared/data/" + name);
}

}  // namespace klytics::analytics

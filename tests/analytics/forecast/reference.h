// Reads the generated series and R's answers on them (tests/data/forecast, made by the scripts there).
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "analytics/forecast/series.h"

namespace klytics::forecast {

struct ReferenceSeries {
  int period = 1;
  std::vector<double> values;
  History history() const { return {values, period}; }
};

inline std::vector<std::vector<std::string>> read_reference_rows(const std::string& file) {
  std::ifstream in(std::string(KLYTICS_SOURCE_DIR) + "/tests/data/forecast/" + file);
  EXPECT_TRUE(in) << "tests/data/forecast/" << file << " is missing";
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(in, line);  // the header
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    rows.emplace_back();
    for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(field);
  }
  return rows;
}

/// By name: "yearly", "quarterly", "monthly", "weekly" (daily with period 7).
inline const std::map<std::string, ReferenceSeries>& reference_series() {
  static const auto all = [] {
    std::map<std::string, ReferenceSeries> result;
    for (const auto& row : read_reference_rows("series.csv")) {
      result[row.at(0)].period = std::stoi(row.at(1));
      result[row.at(0)].values.push_back(std::stod(row.at(3)));
    }
    return result;
  }();
  return all;
}

/// R's values for "kind/series/key"; empty when R has none.
inline std::vector<double> reference(const std::string& kind, const std::string& series, const std::string& key) {
  static const auto all = [] {
    std::map<std::string, std::vector<double>> result;
    for (const char* file : {"reference.csv", "model_reference.csv"})
      for (const auto& row : read_reference_rows(file))
        result[row.at(0) + "/" + row.at(1) + "/" + row.at(2)].push_back(std::stod(row.at(4)));
    return result;
  }();
  const auto found = all.find(kind + "/" + series + "/" + key);
  return found == all.end() ? std::vector<double>{} : found->second;
}

}  // namespace klytics::forecast

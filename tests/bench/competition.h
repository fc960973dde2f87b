// Reads the files of forecasting competitions: long format, gzip, training and test parts of every series.
#pragma once

#include <string>
#include <vector>

namespace klytics::bench {

struct CompetitionSeries {
  std::string id;
  std::string group;  // "yearly", "quarterly", "monthly", "other"
  int period = 1;
  std::vector<double> train, test;
};

/// Series in the order of the file, whose columns are series_id, period, category, split, t, value.
/// Throws Error(kInputMissing) or Error(kBadData).
std::vector<CompetitionSeries> read_competition(const std::string& path);

}  // namespace klytics::bench

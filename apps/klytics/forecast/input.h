// Reads series from a CSV file in long format, one after the other, as a stream.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analytics/forecast/calendar/time_axis.h"
#include "collection/text_blocks.h"
#include "core/csv.h"
#include "core/orders.h"

namespace klytics::app {

struct SeriesColumns {
  std::string series;  // empty: the whole file is one series
  std::string time = "time";
  std::string value = "value";
  std::vector<std::string> regressors;
  std::vector<RowCondition> where;
};

/// The rows of one series in the order of the file. A gap ("" or "NA") is NaN.
struct SeriesRows {
  std::string name;
  std::size_t line = 0;  // of the first row
  std::vector<forecast::TimePoint> times;
  std::vector<double> values;
  std::vector<std::vector<double>> regressors;  // one a column of SeriesColumns::regressors, a value a row
  std::string error;  // why the series cannot be used: the first row that could not be read; empty when it can
};

/// A finite number, NaN for a gap ("" or "NA"); nullopt for anything else.
std::optional<double> parse_observation(std::string_view text);

/// Holds one block of the file and one series at a time.
class SeriesReader {
 public:
  /// `path` "-" is standard input. Throws Error(kInputMissing), and Error(kBadData) for a column that the file lacks.
  SeriesReader(const std::string& path, const SeriesColumns& columns);

  /// The next series whose rows the conditions choose; false at the end. A row that cannot be read, or whose time does
  /// not rise, spoils its series only (SeriesRows::error); a series that returns after others is given once more with
  /// that as its error, and not again. Throws Error(kBadData) for a file that is not CSV.
  bool next(SeriesRows& rows);

 private:
  bool next_row();
  bool chosen() const;
  void add(SeriesRows& rows);

  collection::TextBlocks blocks_;
  collection::TextBlock block_;
  std::optional<CsvReader> reader_;
  CsvHeader header_;
  std::optional<std::size_t> series_;
  std::size_t time_ = 0, value_ = 0;
  std::vector<std::size_t> regressors_;
  std::vector<std::pair<std::size_t, RowCondition>> conditions_;
  struct Series {
    bool seen = false, returned = false;
  };
  std::unordered_map<std::string, Series> seen_;
  bool pending_ = false;  // the reader stands on a row that belongs to the next series
};

}  // namespace klytics::app

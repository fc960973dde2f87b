// The option --format of verbs whose result is a table, and its printing.
#pragma once

#include <ostream>
#include <string>

#include "presentation/render/result_table.h"

namespace CLI {
class App;
}

namespace klytics::app {

struct ResultOutput {
  std::string format = "table";

  void add_options(CLI::App& app);
  /// Throws Error(kUsage) for an unknown format.
  presentation::Format parsed() const { return presentation::parse_format(format); }
  /// Colours only a text table on a terminal, and not when NO_COLOR is set.
  void print(std::ostream& out, const presentation::ResultTable& table) const;
};

}  // namespace klytics::app

// The part of klytics export that writes tables for spreadsheets.
#pragma once

#include <string>
#include <vector>

#include "context.h"

namespace klytics::app {

struct TableOptions {
  std::string format;  // csv, ndjson or xlsx
  std::string out;     // a folder
  std::string as_of;
  std::vector<std::string> ranges;
};

int write_tables(Context& context, const TableOptions& options);

}  // namespace klytics::app

// The part of klytics export that writes a report to look at.
#pragma once

#include <string>

#include "context.h"

namespace klytics::app {

struct ReportOptions {
  std::string file;
  std::string as_of;
  std::string range;  // a name or A,B; empty for last-90-days
};

int write_report(Context& context, const ReportOptions& options);

}  // namespace klytics::app

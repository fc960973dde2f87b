// The style and the script of a report, embedded at build time from report.css and report.js.
#pragma once

#include <string_view>

namespace klytics::presentation {

extern const std::string_view kReportStyle, kReportScript;

}  // namespace klytics::presentation

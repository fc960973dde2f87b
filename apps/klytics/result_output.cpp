#include "result_output.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>

namespace klytics::app {

void ResultOutput::add_options(CLI::App& app) {
  app.add_option("--format", format, "table, csv, json or ndjson")->type_name("FORMAT")->capture_default_str();
}

void ResultOutput::print(std::ostream& out, const presentation::ResultTable& table) const {
  const char* no_color = std::getenv("NO_COLOR");
  const bool colour = ::isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
  out << presentation::render(table, parsed(), colour);
}

}  // namespace klytics::app

#include "result_output.h"

#include <CLI/CLI.hpp>

#include "terminal.h"

namespace klytics::app {

void ResultOutput::add_options(CLI::App& app) {
  app.add_option("--format", format, "table, csv, json or ndjson")->type_name("FORMAT")->capture_default_str();
}

void ResultOutput::print(std::ostream& out, const presentation::ResultTable& table) const {
  out << presentation::render(table, parsed(), terminal_of_stdout().colour);
}

}  // namespace klytics::app

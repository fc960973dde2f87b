// Tables as one workbook for spreadsheet programs: the only place that knows libxlsxwriter.
#pragma once

#include <memory>
#include <string>

#include "presentation/tables/table_writer.h"

namespace klytics::presentation {

/// klytics.xlsx in `folder`; see make_table_writer().
std::unique_ptr<TableWriter> make_workbook_writer(const std::string& folder);

}  // namespace klytics::presentation

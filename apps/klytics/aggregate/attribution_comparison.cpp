#include "aggregate/attribution_comparison.h"

#include "presentation/render/result_table.h"

namespace klytics::app {

using presentation::ResultTable;
using presentation::TableCell;

void compare_attribution(storage::Connection& connection, const Account& account, std::ostream& out) {
  const storage::Rows rows = connection.query("queries/attribution/compare", {account.id});
  ResultTable sources{{"led by", "native orders", "native revenue", "session orders", "session revenue"}, {}};
  ResultTable agreement{{"models name", "orders", "revenue"}, {}};
  const auto number = [&](std::size_t row, std::size_t column) {
    return TableCell::number(std::string(rows.text(row, column)));
  };
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const TableCell name = TableCell::of(rows.text(row, 1));
    if (rows.text(row, 0) == "source")
      sources.rows.push_back({name, number(row, 2), number(row, 3), number(row, 4), number(row, 5)});
    else
      agreement.rows.push_back({name, number(row, 2), number(row, 3)});
  }
  out << presentation::render(sources, presentation::Format::kTable, false) << '\n'
      << presentation::render(agreement, presentation::Format::kTable, false);
}

}  // namespace klytics::app

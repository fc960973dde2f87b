#include "presentation/render/report/sorted_table.h"

#include <fmt/format.h>

#include "presentation/render/rates.h"
#include "presentation/render/report/html.h"

namespace klytics::presentation {
namespace {

struct Cell {
  std::string shown;
  std::string value;  // by which it is sorted
};

Cell count(std::int64_t value) { return {html::grouped(value), std::to_string(value)}; }
Cell money(const Decimal& value) { return {html::grouped(value), to_string(value)}; }
Cell percent(const Decimal& value) { return {html::grouped(value) + "%", to_string(value)}; }

template <typename Row, typename Cells>
std::string table(std::string_view label, const std::vector<std::string_view>& columns, const std::vector<Row>& rows,
                  const Cells& cells) {
  if (rows.empty()) return "<p>None.</p>";
  std::string text = fmt::format(
      R"(<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="sorts"><thead><tr>)", label);
  for (const std::string_view column : columns)
    text += fmt::format(R"(<th scope="col"><button type="button">{}</button></th>)", column);
  text += "</tr></thead><tbody>";
  for (const Row& row : rows) {
    const std::string name = row.name.empty() ? row.klaviyo_id : row.name;
    text += fmt::format(R"(<tr><th scope="row">{}</th>)", html::escape(name));
    for (const Cell& cell : cells(row)) text += fmt::format(R"(<td data-value="{}">{}</td>)", cell.value, cell.shown);
    text += "</tr>";
  }
  return text + "</tbody></table></div>";
}

std::string mailings(std::string_view label, std::string_view sent_name, const std::vector<Mailing>& rows) {
  return table(label, {"Name", sent_name, "Open rate", "Click rate", "Conversion rate", "Revenue"}, rows,
               [](const Mailing& row) {
                 return std::vector<Cell>{count(sent(row.counts)), percent(open_rate(row.counts)),
                                          percent(click_rate(row.counts)), percent(conversion_rate(row.counts)),
                                          money(row.revenue)};
               });
}

}  // namespace

std::string campaign_table(const std::vector<Mailing>& campaigns) { return mailings("Table of campaigns", "Sent", campaigns); }

std::string flow_table(const std::vector<Mailing>& flows) { return mailings("Table of flows", "Recipients", flows); }

std::string form_table(const std::vector<Form>& forms) {
  return table("Table of forms", {"Name", "Views", "Submissions", "Submission rate", "Ordered after it"}, forms,
               [](const Form& row) {
                 return std::vector<Cell>{count(row.views), count(row.submissions), percent(submission_rate(row)),
                                          count(row.conversions)};
               });
}

std::string segment_table(const std::vector<Segment>& segments) {
  return table("Table of segments", {"Name", "Members", "Conversion rate", "Revenue"}, segments, [](const Segment& row) {
    return std::vector<Cell>{count(row.members), percent(conversion_rate(row)), money(row.revenue)};
  });
}

}  // namespace klytics::presentation

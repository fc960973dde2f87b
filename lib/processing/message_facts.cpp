#include <fmt/format.h>

#include "processing/build.h"

namespace klytics::processing {
namespace {

// Notes which days and messages the changes reach, and what happened there.
void collect_cells(const Build& build) {
  const std::string& account = build.account_id();
  build.run("collect_reached");
  build.run("collect_messages", {account});
  build.run("index_reached");
  build.run("collect_cells", {account, build.time_zone});
  build.run("age_messages", {build.time_zone});
  build.run("index_cells");
  build.run("collect_cell_events", {account, build.time_zone});
}

}  // namespace

void build_messages(const Build& build) {
  const std::string& account = build.account_id();
  if (build.full) {
    build.run("count_plain_actions", {account});
    build.run("collect_all_recipients", {account});
  } else {
    collect_cells(build);
    build.run("collect_recipients", {account});
  }
  build.run("index_cells");
  build.run("collect_recipient_events", {account, build.full});
  build.run("collect_actions", {build.time_zone, build.full});
  build.run("collect_receipts", {account, build.time_zone});
  build.run("index_actions");

  const std::size_t removed = build.run("remove_engagement", {account, build.full}).affected();
  const std::size_t added = build.run("add_engagement", {account, build.full}).affected();
  build.changed("fact_engagement", removed, added);
  const std::size_t conversions_removed = build.run("remove_conversions", {account, build.full}).affected();
  const std::size_t conversions_added = build.run("add_conversions", {account, build.full}).affected();
  build.changed("fact_conversions", conversions_removed, conversions_added);

  if (const std::int64_t count = build.run("count_unreceived").integer(0, 0); count > 0)
    build.summary.warnings.push_back(
        fmt::format("opens and clicks of messages without a known receipt, left out of rates: {}", count));
}

}  // namespace klytics::processing

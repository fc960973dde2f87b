#include <fmt/format.h>

#include "processing/build.h"

namespace klytics::processing {
namespace {

// Notes which days and messages the marks reach. Returns whether they are so many that everything is counted instead:
// then all events are read. A message of a flow comes to the same person again and again, on days far apart.
bool collect_cells(const Build& build) {
  const std::string& account = build.account_id();
  build.run("collect_reached");
  build.run("index_reached");
  build.run("collect_cells", {account, build.time_zone});
  build.run("index_cells");
  if (!build.run("reaches_most_days", {account, build.options.few_days}).boolean(0, 0)) return false;
  build.run("forget_marked_events");
  build.run("read_events", {account, build.time_zone});
  build.run("index_events");
  build.run("count_events");
  return true;
}

}  // namespace

void build_messages(const Build& build) {
  const std::string& account = build.account_id();
  const bool everywhere = build.full || collect_cells(build);
  if (everywhere) {
    build.run("count_plain_actions", {account});
    build.run("collect_all_recipients", {account});
  } else {
    build.run("collect_recipients", {account, build.time_zone});
  }
  build.run("index_cells");
  build.run("collect_recipient_events", {account, everywhere});
  build.run("collect_actions", {account, build.time_zone, everywhere});
  build.run("collect_receipts", {account, build.time_zone});
  build.run("index_actions");

  const std::size_t removed = build.run("remove_engagement", {account, everywhere}).affected();
  const std::size_t added = build.run("add_engagement", {account, build.time_zone, everywhere}).affected();
  build.changed("fact_engagement", removed, added);
  const std::size_t conversions_removed = build.run("remove_conversions", {account, everywhere}).affected();
  const std::size_t conversions_added = build.run("add_conversions", {account, everywhere}).affected();
  build.changed("fact_conversions", conversions_removed, conversions_added);

  if (const std::int64_t count = build.run("count_unreceived").integer(0, 0); count > 0)
    build.summary.warnings.push_back(
        fmt::format("opens and clicks of messages without a known receipt, left out of rates: {}", count));
}

}  // namespace klytics::processing

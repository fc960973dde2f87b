#include <fmt/format.h>

#include "processing/build.h"
#include "storage/postgres/text_array.h"

namespace klytics::processing {
namespace {

using storage::Rows;

// What happened to the people whose orders are computed: everything that was read, or what marks reach.
void read_history(const Build& build) {
  if (build.full) {
    build.run("take_all_history");
    return;
  }
  build.run("collect_people", {build.account_id()});
  build.run("index_people");
  build.run("collect_history", {build.account_id(), build.time_zone});
  build.run("index_history");
}

// What could not be counted as money, one sentence each.
void warn(const Build& build) {
  const Rows foreign = build.run("count_foreign_orders", {build.account_id()});
  for (std::size_t row = 0; row < foreign.size(); ++row)
    build.summary.warnings.push_back(
        fmt::format("orders in {}, which has no rate, left out of revenue: {}, together {}", foreign.text(row, 0),
                    foreign.integer(row, 1), foreign.text(row, 2)));
  const Rows without_value = build.run("count_orders_without_value");
  if (const std::int64_t count = without_value.integer(0, 0); count > 0)
    build.summary.warnings.push_back(fmt::format("orders without a value, counted as 0: {}", count));
}

}  // namespace

void build_orders(const Build& build) {
  const std::string& account = build.account_id();
  read_history(build);
  if (build.conversion_metric_id) {
    build.run("collect_orders", {account, build.currency, build.full, *build.conversion_metric_id});
    build.run("index_orders");
    build.run("attribute_native", {account, build.full});
    build.run("attribute_session");
    const std::string models = storage::text_array(build.options.attribution);
    build.run("attribute_form", {models});
    build.run("index_touches");
    build.run("resolve_orders", {account, models});
    build.run("index_results");
  }
  const std::size_t removed = build.run("remove_orders", {account, build.full}).affected();
  const std::size_t added = build.run("add_orders").affected();
  build.changed("fact_orders", removed, added);

  const std::size_t days_removed = build.run("remove_revenue", {account, build.full}).affected();
  const std::size_t days_added = build.run("add_revenue", {account, build.full}).affected();
  build.changed("fact_revenue", days_removed, days_added);
  warn(build);
}

}  // namespace klytics::processing

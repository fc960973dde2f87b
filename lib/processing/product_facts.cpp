#include "processing/build.h"

namespace klytics::processing {

void build_products(const Build& build) {
  const std::string& account = build.account_id();
  if (build.conversion_metric_id) {
    build.run("collect_product_events");
    build.run("index_lines");
    build.run("collect_own_lines", {account, *build.conversion_metric_id});
    build.run("index_lines");
    build.run("collect_products", {account});
  }
  const std::size_t removed = build.run("remove_order_products", {account, build.full}).affected();
  const std::size_t added = build.run("add_order_products").affected();
  build.changed("fact_order_products", removed, added);

  const std::size_t days_removed = build.run("remove_products", {account, build.full}).affected();
  const std::size_t days_added = build.run("add_products", {account, build.full}).affected();
  build.changed("fact_products", days_removed, days_added);
}

}  // namespace klytics::processing

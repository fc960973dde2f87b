#include "processing/build.h"

namespace klytics::processing {

void build_metrics(const Build& build) {
  const std::string& account = build.account_id();
  const std::size_t removed = build.run("remove_metrics", {account, build.full}).affected();
  const std::size_t added = build.run("add_metrics", {account, build.currency, build.full}).affected();
  build.changed("fact_metrics", removed, added);
}

}  // namespace klytics::processing

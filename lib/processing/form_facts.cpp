#include "processing/build.h"

namespace klytics::processing {

void build_forms(const Build& build) {
  const std::string& account = build.account_id();
  build.run("collect_report_forms", {account, build.time_zone});
  if (!build.full) {
    build.run("collect_form_days");
    build.run("collect_report_form_days", {account});
    build.run("index_form_days");
  }
  const std::size_t removed = build.run("remove_forms", {account, build.full}).affected();
  const std::size_t added = build.run("add_forms", {account, build.time_zone, build.full}).affected();
  build.run("add_report_forms", {account, build.full});
  build.changed("fact_forms", removed, added);
}

}  // namespace klytics::processing

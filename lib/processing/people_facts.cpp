#include "processing/build.h"

namespace klytics::processing {

// Both follow objects, not events, so they have no marks; the statements write only what differs. A full build begins
// from nothing, so that a day that should no longer be there goes.
void build_people(const Build& build) {
  const std::string& account = build.account_id();
  const std::size_t days = build.full ? build.run("remove_subscribers", {account}).affected() : 0;
  build.changed("fact_subscribers", days, build.run("update_subscribers", {account, build.time_zone}).affected());
  const std::size_t sizes = build.full ? build.run("remove_segments", {account}).affected() : 0;
  build.changed("fact_segments", sizes, build.run("update_segments", {account, build.time_zone}).affected());
}

}  // namespace klytics::processing

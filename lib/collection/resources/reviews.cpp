// Reviews, ratings and questions, asked for in every status: pending and rejected ones too.
#include "collection/records/api_object.h"
#include "collection/resources.h"

namespace klytics::collection {

Resource reviews_resource() {
  return {
      .name = "reviews",
      .path = "/api/reviews",
      .parent = "",
      .partitions = {{"", "equals(status,'all')"}},
      .query = {{"page[size]", "100"}},
      .sort = "created",
      .tier = Tier::kM,
      .scopes = {"reviews:read"},
      .schedule = ListingSchedule::kDaily,
      .rows = api_object_rows(
          "review", {.name = "attributes/title", .created = "attributes/created", .updated = "attributes/updated"}),
  };
}

}  // namespace klytics::collection

// The account itself: its zone and currency give every number its meaning.
#include "collection/resources.h"

namespace klytics::collection {

Resource accounts_resource() {
  return {
      .name = "accounts",
      .path = "/api/accounts",
      .parent = "",
      .tier = Tier::kXs,
      .scopes = {"accounts:read"},
      .sweep = false,
      .rows = {"account",
               "accounts",
               {{"name", ColumnType::kName, "attributes/contact_information/organization_name"},
                {"timezone", ColumnType::kId, "attributes/timezone"},
                {"currency", ColumnType::kId, "attributes/preferred_currency"},
                {"test_account", ColumnType::kFlag, "attributes/test_account"},
                {"raw", ColumnType::kRecord}}},
  };
}

}  // namespace klytics::collection

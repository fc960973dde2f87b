// Sign-up forms.
#include "collection/resources.h"

namespace klytics::collection {

Resource forms_resource() {
  return {
      .name = "forms",
      .path = "/api/forms",
      .parent = "",
      .query = {{"page[size]", "100"}},
      .sort = "created_at",
      .tier = Tier::kS,
      .scopes = {"forms:read"},
      .rows = {"form",
               "forms",
               {{"form_id", ColumnType::kId, "id"},
                {"name", ColumnType::kName, "attributes/name"},
                {"status", ColumnType::kText, "attributes/status"},
                {"ab_test", ColumnType::kBoolean, "attributes/ab_test"},
                {"created_at", ColumnType::kInstant, "attributes/created_at"},
                {"updated_at", ColumnType::kInstant, "attributes/updated_at"},
                {"raw", ColumnType::kRecord}}},
  };
}

}  // namespace klytics::collection

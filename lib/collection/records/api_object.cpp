#include "collection/records/api_object.h"

#include <utility>

namespace klytics::collection {

RowRule api_object_rows(std::string record_type, const ApiObjectPaths& paths) {
  RowRule rule{std::move(record_type),
               "api_objects",
               {{"resource", ColumnType::kResourceName},
                {"parent_id", ColumnType::kPartition},
                {"object_id", ColumnType::kId, "id"}}};
  constexpr bool kLenient = true;
  if (!paths.name.empty()) rule.columns.push_back({"name", ColumnType::kText, paths.name, kLenient});
  if (!paths.created.empty()) rule.columns.push_back({"created_at", ColumnType::kInstant, paths.created, kLenient});
  if (!paths.updated.empty()) rule.columns.push_back({"updated_at", ColumnType::kInstant, paths.updated, kLenient});
  rule.columns.push_back({"raw", ColumnType::kRecord});
  return rule;
}

}  // namespace klytics::collection

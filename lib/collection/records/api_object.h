// Rows of api_objects, the table of resources that no query needs column by column.
#pragma once

#include <string>

#include "collection/resource.h"

namespace klytics::collection {

/// Where such a record keeps what the table has columns for; '' where it has none. Times of another shape are null:
/// the record's JSON is stored complete whatever they are.
struct ApiObjectPaths {
  std::string name = {};
  std::string created = {};
  std::string updated = {};
};

/// Rows of resource, parent's id and own id from records of one JSON:API type.
RowRule api_object_rows(std::string record_type, const ApiObjectPaths& paths);

}  // namespace klytics::collection

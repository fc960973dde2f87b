// The one list of the dashboard's endpoints: which files a range has and what stands in them. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "presentation/render/dashboard.h"

namespace klytics::presentation {

/// A file: its path below the folder of a range ("charts/revenue"), or of the whole tree, and its JSON text.
struct Document {
  std::string path;
  std::string body;

  bool operator==(const Document&) const = default;
};

/// One endpoint, or a family of endpoints that differ in a last part of the path, such as a metric's id.
struct Endpoint {
  std::string_view name;
  std::vector<Document> (*documents)(const Dashboard& dashboard, const RangeValues& values);
};

/// All endpoints, in the order of the contract.
std::span<const Endpoint> endpoints();

}  // namespace klytics::presentation

// The operations that are served, as data: path, tier, scopes, and what a listing may filter, sort, include and page.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "api/filter.h"
#include "server/rate_limits.h"

namespace klaviyo_sim {

enum class Answer {
  kListing,    // every object of a type
  kObject,     // one by its id
  kRelated,    // the objects that a relationship of one names
  kMembers,    // profiles of a list or segment
  kMemberIds,  // the same, ids only
  kEvents,
  kEvent,
  kMetricAggregates,
  kReport,
};

struct Paging {
  bool cursor = false;
  int default_size = 0;  // 0: everything that fits on one page of max_size
  int max_size = 0;
  bool size_allowed = true;
};

struct Endpoint {
  std::string_view method;
  std::string_view path;  // "/api/flows/{id}/flow-actions"
  Answer answer;
  std::string_view type;    // of the objects answered
  std::string_view parent;  // type of the object in the path, for related ones
  Tier tier;
  std::vector<std::string_view> scopes;
  std::vector<FieldRule> filters = {};
  std::vector<std::string_view> sorts = {};
  std::vector<std::string_view> includes = {};
  std::vector<std::string_view> additional_fields = {};
  Paging paging = {};
  std::string_view required_filter = {};
  std::vector<std::string_view> detail_fields = {};  // attributes that only the single object shows
};

const std::vector<Endpoint>& endpoints();

struct Route {
  const Endpoint* endpoint = nullptr;
  std::string_view id;        // the {id} of the path
  bool other_method = false;  // the path exists, for another method
};

/// The endpoint of a request; nullptr when there is none. A slash at the end of the path is accepted.
Route find_route(std::string_view method, std::string_view path);

}  // namespace klaviyo_sim

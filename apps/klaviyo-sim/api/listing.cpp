// Listings and single objects: filter, sort, page, include.
#include <algorithm>
#include <numeric>
#include <set>

#include "api/api.h"
#include "api/paging.h"
#include "shop/random.h"

namespace klaviyo_sim {
namespace {

constexpr std::size_t kKeptOrders = 64;

// The type behind a relationship's name: "flow-actions" -> "flow-action".
std::string_view type_behind(std::string_view relationship) {
  if (relationship == "flow-triggers") return "flow";
  if (relationship == "variants") return "catalog-variant";
  if (relationship.ends_with('s')) relationship.remove_suffix(1);
  return relationship;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = text.size();
  for (const char c : text) hash = mix(hash, static_cast<unsigned char>(c));
  return hash;
}

ValueKind kind_of_sort(std::string_view name) {
  const bool time = name.starts_with("created") || name.starts_with("updated") || name.starts_with("scheduled") ||
                    name.ends_with("timestamp") || name == "joined_group_at";
  return time ? ValueKind::kTime : ValueKind::kString;
}

}  // namespace

// Objects that the page's objects refer to, each once.
Json Api::included(const Source& source, const std::vector<std::size_t>& indices, const Parameters& parameters) const {
  Json result = Json::array();
  for (const std::string& name : parameters.includes) {
    const std::string type(type_behind(name));
    const Source* others = catalog_.find(type);
    if (others == nullptr) continue;
    std::set<std::size_t> seen;
    for (const std::size_t index : indices)
      for (const std::string& id : source.related(index, name))
        if (const auto other = others->find(id); other && seen.insert(*other).second)
          result.push_back(others->object(*other, parameters.view(type, base_url_, false)));
  }
  return result;
}

std::shared_ptr<const Api::Order> Api::order_of(const Endpoint& endpoint, const Source& source,
                                                const std::vector<std::size_t>* candidates,
                                                const Parameters& parameters, const Request& request) {
  const std::string key =
      request.path + '\n' + parameters.filter + '\n' + (parameters.descending ? "-" : "") + parameters.sort;
  const Filter filter = parameters.filter.empty()
                            ? Filter()
                            : parse_filter(parameters.filter, endpoint.filters, endpoint.type, request.now);
  // "coupon.id or profile.id": one of the fields that it names.
  if (!endpoint.required_filter.empty() && std::none_of(filter.begin(), filter.end(), [&](const Term& term) {
        return endpoint.required_filter.find(term.rule->name) != std::string_view::npos;
      }))
    throw invalid("A filter on " + std::string(endpoint.required_filter) + " is required.", "filter");
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = orders_.find(key); found != orders_.end()) return found->second;
  }
  auto order = std::make_shared<Order>();
  const std::size_t count = candidates != nullptr ? candidates->size() : source.size();
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t index = candidates != nullptr ? (*candidates)[i] : i;
    const bool wanted = std::all_of(filter.begin(), filter.end(), [&](const Term& term) {
      return matches(term, source.field(index, term.rule->name, term.rule->kind));
    });
    if (wanted) order->push_back(static_cast<std::uint32_t>(index));
  }
  if (!parameters.sort.empty()) {
    const ValueKind kind = kind_of_sort(parameters.sort);
    std::vector<std::pair<FieldValue, std::uint32_t>> keyed;
    for (const std::uint32_t index : *order) keyed.emplace_back(source.field(index, parameters.sort, kind), index);
    std::sort(keyed.begin(), keyed.end());
    if (parameters.descending) std::reverse(keyed.begin(), keyed.end());
    std::transform(keyed.begin(), keyed.end(), order->begin(), [](const auto& pair) { return pair.second; });
  }
  const std::lock_guard lock(mutex_);
  if (orders_.size() >= kKeptOrders) orders_.clear();
  orders_[key] = order;
  return order;
}

std::string Api::listing(const Endpoint& endpoint, const Source& source, const std::vector<std::size_t>* candidates,
                         const Request& request) {
  const Parameters parameters = parse_parameters(endpoint, request);
  const std::shared_ptr<const Order> order = order_of(endpoint, source, candidates, parameters, request);
  const std::size_t size = parameters.page_size == 0 ? std::max<std::size_t>(order->size(), 1) : parameters.page_size;
  const std::uint64_t query_hash =
      hash_of(request.path + '\n' + parameters.filter + '\n' + (parameters.descending ? "-" : "") + parameters.sort);
  std::size_t offset = 0;
  if (parameters.cursor) {
    const std::optional<ListCursor> cursor = decode_list_cursor(*parameters.cursor);
    if (!cursor || cursor->query_hash != query_hash || cursor->offset > order->size())
      throw invalid("Invalid cursor provided.", "page[cursor]");
    offset = cursor->offset;
  }
  const std::size_t end = std::min(offset + size, order->size());
  const std::vector<std::size_t> indices(order->begin() + static_cast<std::ptrdiff_t>(offset),
                                         order->begin() + static_cast<std::ptrdiff_t>(end));
  Json document;
  document["data"] = Json::array();
  const ObjectView view = parameters.view(std::string(endpoint.type), base_url_, true);
  for (const std::size_t index : indices)
    document["data"].push_back(endpoint.answer == Answer::kMemberIds
                                   ? Json{{"type", endpoint.type}, {"id", source.id(index)}}
                                   : source.object(index, view));
  if (!parameters.includes.empty()) document["included"] = included(source, indices, parameters);
  const auto cursor_at = [&](std::size_t place) { return encode(ListCursor{place, query_hash}); };
  std::optional<std::string> previous, next;
  if (offset > 0) previous = offset > size ? cursor_at(offset - size) : std::string();
  if (end < order->size()) next = cursor_at(end);
  document["links"] = page_links(base_url_, request, previous, next);
  return document.dump();
}

std::string Api::object(const Endpoint& endpoint, std::string_view id, const Request& request) {
  const Parameters parameters = parse_parameters(endpoint, request);
  const Source& source = source_of(endpoint.type);
  const std::optional<std::size_t> index = source.find(id);
  if (!index) throw not_found(endpoint.type, id);
  Json document;
  document["data"] = source.object(*index, parameters.view(std::string(endpoint.type), base_url_, true));
  Json& attributes = document["data"]["attributes"];
  for (const std::string& name : parameters.additional_fields)
    if (!attributes.contains(name)) attributes[name] = source.detail(*index, name);
  for (const std::string_view name : endpoint.detail_fields)
    attributes[std::string(name)] = source.detail(*index, name);
  if (!parameters.includes.empty()) document["included"] = included(source, {*index}, parameters);
  document["links"]["self"] = link(base_url_, request, std::nullopt);
  return document.dump();
}

std::string Api::related(const Endpoint& endpoint, std::string_view id, const Request& request) {
  const Source& parents = source_of(endpoint.parent);
  const std::optional<std::size_t> parent = parents.find(id);
  if (!parent) throw not_found(endpoint.parent, id);
  const Source& source = source_of(endpoint.type);
  std::vector<std::size_t> candidates;
  for (const std::string& other : parents.related(*parent, collection_of(endpoint.type)))
    if (const auto index = source.find(other)) candidates.push_back(*index);
  return listing(endpoint, source, &candidates, request);
}

std::string Api::members(const Endpoint& endpoint, std::string_view id, const Request& request) {
  const std::vector<Group>& groups = endpoint.parent == "list" ? shop_.lists : shop_.segments;
  const auto group =
      std::find_if(groups.begin(), groups.end(), [&](const Group& candidate) { return candidate.id == id; });
  if (group == groups.end()) throw not_found(endpoint.parent, id);
  return listing(endpoint, MemberSource(catalog_.profiles(), *group), nullptr, request);
}

}  // namespace klaviyo_sim

#include "objects/source.h"

#include <algorithm>

#include "core/time.h"

namespace klaviyo_sim {
namespace {

bool holds(const std::vector<std::string>* names, std::string_view name) {
  return names != nullptr && std::find(names->begin(), names->end(), name) != names->end();
}

// "integration.name" goes down two levels; null when there is no such part.
Json at_path(const Json& root, std::string_view path) {
  const Json* node = &root;
  while (true) {
    if (!node->is_object()) return nullptr;
    if (const auto whole = node->find(std::string(path)); whole != node->end()) return *whole;
    const std::size_t dot = path.find('.');
    if (dot == std::string_view::npos) return nullptr;
    const auto part = node->find(std::string(path.substr(0, dot)));
    if (part == node->end()) return nullptr;
    node = &*part;
    path.remove_prefix(dot + 1);
  }
}

}  // namespace

bool ObjectView::included(std::string_view relationship) const { return holds(includes, relationship); }
bool ObjectView::additional(std::string_view field) const { return holds(&additional_fields, field); }

Json sparse(const Json& attributes, const std::vector<std::string>& fields) {
  Json result = Json::object();
  for (const std::string& field : fields) {
    const std::size_t dot = field.find('.');
    const std::string head = field.substr(0, dot);
    const auto part = attributes.find(head);
    if (part == attributes.end()) continue;
    if (dot == std::string::npos) {
      result[head] = *part;
    } else if (part->is_object()) {
      Json below = sparse(*part, {field.substr(dot + 1)});
      Json& target = result[head];
      if (target.is_null()) target = Json::object();
      target.update(below);
    }
  }
  return result;
}

Json assemble(std::string_view type, const std::string& id, Json attributes,
              const std::vector<Relationship>& relationships, const ObjectView& view) {
  const std::string self = std::string(view.base_url) + "/api/" + collection_of(type) + "/" + id;
  Json object;
  object["type"] = type;
  object["id"] = id;
  object["attributes"] = view.fields != nullptr ? sparse(attributes, *view.fields) : std::move(attributes);
  Json shown = Json::object();
  for (const Relationship& relationship : relationships) {
    const bool included = view.included(relationship.name);
    if (relationship.internal || (view.fields != nullptr && !included)) continue;
    Json entry = Json::object();
    if (!relationship.on_demand || included) {
      if (relationship.many) {
        entry["data"] = Json::array();
        for (const std::string& other : relationship.ids)
          entry["data"].push_back({{"type", relationship.type}, {"id", other}});
      } else if (!relationship.ids.empty()) {
        entry["data"] = {{"type", relationship.type}, {"id", relationship.ids.front()}};
      }
    }
    entry["links"]["self"] = self + "/relationships/" + relationship.name;
    entry["links"]["related"] = self + "/" + relationship.name;
    shown[relationship.name] = std::move(entry);
  }
  if (!shown.empty()) object["relationships"] = std::move(shown);
  object["links"]["self"] = self;
  return object;
}

FieldValue to_field_value(const Json& value, ValueKind kind) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number()) return value.get<double>();
  if (value.is_array()) {
    std::vector<std::string> list;
    for (const Json& item : value) list.push_back(item.get<std::string>());
    return list;
  }
  if (!value.is_string()) return {};
  if (kind != ValueKind::kTime) return value.get<std::string>();
  const auto instant = klytics::parse_instant(value.get_ref<const std::string&>());
  if (!instant) return {};
  return std::chrono::duration<double>(instant->time_since_epoch()).count();
}

ResourceSource::ResourceSource(std::string type, std::vector<Resource> resources)
    : type_(std::move(type)), resources_(std::move(resources)) {
  for (std::size_t i = 0; i < resources_.size(); ++i) by_id_.emplace(resources_[i].id, i);
}

std::optional<std::size_t> ResourceSource::find(std::string_view id) const {
  const auto found = by_id_.find(std::string(id));
  if (found == by_id_.end()) return std::nullopt;
  return found->second;
}

FieldValue ResourceSource::field(std::size_t index, std::string_view name, ValueKind kind) const {
  const Resource& resource = resources_[index];
  if (name == "id" || name == "ids") return resource.id;
  const Json hidden = at_path(resource.hidden, name);
  return to_field_value(hidden.is_null() ? at_path(resource.attributes, name) : hidden, kind);
}

std::vector<std::string> ResourceSource::related(std::size_t index, std::string_view relationship) const {
  for (const Relationship& candidate : resources_[index].relationships)
    if (candidate.name == relationship) return candidate.ids;
  return {};
}

Json ResourceSource::object(std::size_t index, const ObjectView& view) const {
  const Resource& resource = resources_[index];
  return assemble(type_, resource.id, resource.attributes, resource.relationships, view);
}

Json ResourceSource::detail(std::size_t index, std::string_view name) const {
  return at_path(resources_[index].hidden, name);
}

}  // namespace klaviyo_sim

// A collection of API objects: what listings, single objects and includes are answered from.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/filter.h"
#include "api/json_api.h"

namespace klaviyo_sim {

/// How an object is to be shown.
struct ObjectView {
  std::string_view base_url;
  const std::vector<std::string>* fields = nullptr;  // the sparse field set of the type; null: every attribute
  const std::vector<std::string>* includes = nullptr;
  std::vector<std::string> additional_fields = {};

  bool included(std::string_view relationship) const;
  bool additional(std::string_view field) const;
};

/// The link from an object to others. `on_demand` ones carry their data only when they are included; `internal` ones
/// are never shown, they only lead from the path of a parent to its children.
struct Relationship {
  std::string name;
  std::string type;
  bool many = true;
  bool on_demand = false;
  std::vector<std::string> ids = {};
  bool internal = false;
};

class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  virtual std::string_view type() const = 0;
  virtual std::size_t size() const = 0;
  virtual std::string id(std::size_t index) const = 0;
  virtual std::optional<std::size_t> find(std::string_view id) const = 0;
  /// The value that a filter or a sort looks at.
  virtual FieldValue field(std::size_t index, std::string_view name, ValueKind kind) const = 0;
  /// The ids behind a relationship; empty for an unknown one.
  virtual std::vector<std::string> related(std::size_t index, std::string_view relationship) const = 0;
  virtual Json object(std::size_t index, const ObjectView& view) const = 0;
  /// An attribute that object() leaves out and that only the single object shows on request; null when there is none.
  virtual Json detail(std::size_t, std::string_view) const { return nullptr; }
};

/// An object of JSON values, complete but for its links.
struct Resource {
  std::string id;
  Json attributes = Json::object();
  std::vector<Relationship> relationships = {};
  Json hidden = Json::object();  // what filters see beside the attributes
};

/// A collection that is held as JSON: for the small ones.
class ResourceSource : public Source {
 public:
  ResourceSource(std::string type, std::vector<Resource> resources);

  std::string_view type() const override { return type_; }
  std::size_t size() const override { return resources_.size(); }
  std::string id(std::size_t index) const override { return resources_[index].id; }
  std::optional<std::size_t> find(std::string_view id) const override;
  FieldValue field(std::size_t index, std::string_view name, ValueKind kind) const override;
  std::vector<std::string> related(std::size_t index, std::string_view relationship) const override;
  Json object(std::size_t index, const ObjectView& view) const override;
  Json detail(std::size_t index, std::string_view name) const override;

 private:
  std::string type_;
  std::vector<Resource> resources_;
  std::unordered_map<std::string, std::size_t> by_id_;
};

/// `attributes` reduced to `fields`, where "location.city" names a part of a part.
Json sparse(const Json& attributes, const std::vector<std::string>& fields);
/// Writes type, id, attributes, relationships and links of an object. A sparse field set drops the relationships that
/// are not included, as the live API does.
Json assemble(std::string_view type, const std::string& id, Json attributes,
              const std::vector<Relationship>& relationships, const ObjectView& view);
/// The comparable value of a JSON one.
FieldValue to_field_value(const Json& value, ValueKind kind);

}  // namespace klaviyo_sim

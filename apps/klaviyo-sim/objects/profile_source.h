// Profiles, and the members of a list or segment, rendered from the shop's compact values on demand.
#pragma once

#include "objects/source.h"
#include "shop/shop.h"

namespace klaviyo_sim {

class ProfileSource : public Source {
 public:
  explicit ProfileSource(const Shop& shop);

  std::string_view type() const override { return "profile"; }
  std::size_t size() const override { return shop_.profiles.size(); }
  std::string id(std::size_t index) const override { return shop_.profiles[index].id; }
  std::optional<std::size_t> find(std::string_view id) const override;
  FieldValue field(std::size_t index, std::string_view name, ValueKind kind) const override;
  std::vector<std::string> related(std::size_t index, std::string_view relationship) const override;
  Json object(std::size_t index, const ObjectView& view) const override;
  /// The same with the attribute joined_group_at.
  Json member(const Membership& membership, const ObjectView& view) const;

 private:
  Json attributes(std::size_t index, const ObjectView& view) const;
  std::vector<Relationship> relationships(std::size_t index, const ObjectView& view) const;

  const Shop& shop_;
  std::unordered_map<std::string, std::uint32_t> by_id_;
};

/// The members of one group, in the order of joining.
class MemberSource : public Source {
 public:
  MemberSource(const ProfileSource& profiles, const Group& group) : profiles_(profiles), group_(group) {}

  std::string_view type() const override { return "profile"; }
  std::size_t size() const override { return group_.members.size(); }
  std::string id(std::size_t index) const override { return profiles_.id(group_.members[index].profile); }
  std::optional<std::size_t> find(std::string_view) const override { return std::nullopt; }
  FieldValue field(std::size_t index, std::string_view name, ValueKind kind) const override;
  std::vector<std::string> related(std::size_t, std::string_view) const override { return {}; }
  Json object(std::size_t index, const ObjectView& view) const override {
    return profiles_.member(group_.members[index], view);
  }

 private:
  const ProfileSource& profiles_;
  const Group& group_;
};

}  // namespace klaviyo_sim

// Keeps people who were forgotten out of what is collected. Only keyed hashes of them are known.
//
// A record of the person (a profile, a member of a list or segment, anything that belongs to the profile) is left out
// of its page. Of an event stays what money and counts are made from - its id, time, metric, value, order number,
// products and message - under a pseudonym in place of the profile's id, so that every fact stays as it was. An email
// address of the person in anybody else's record becomes "forgotten".
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/secret.h"

namespace klytics::collection {

/// What can be known of a person.
struct Identity {
  enum class Kind { kProfile, kEmail, kPhone };
  Kind kind;
  std::string value;
};

/// "profile", "email" or "phone".
std::string_view kind_name(Identity::Kind kind);

class ForgottenPeople {
 public:
  /// `hashes` are those that hash() gave earlier; `machine_open_property` is kept in events.
  ForgottenPeople(Secret salt, std::string account_id, std::set<std::string> hashes, std::string machine_open_property);

  /// The keyed hash of an identity within the account: 64 hexadecimal digits.
  std::string hash(const Identity& identity) const;
  /// What stands for the person in events and facts: "forgotten-" and 32 digits.
  std::string pseudonym(std::string_view profile_id) const;

  bool empty() const { return hashes_.empty(); }
  void add(const Identity& identity) { hashes_.insert(hash(identity)); }
  bool has(const Identity& identity) const { return hashes_.contains(hash(identity)); }

  /// A page without them. nullopt when it has nothing of them, or is no page. The ids of profiles that were known by
  /// another identity only are added, and to learnt().
  std::optional<std::string> rewrite_page(const std::string& body);
  /// What stays of an event of theirs, a record as the API sends it.
  std::string rewrite_event(std::string_view record, std::string_view profile_id) const;
  /// A record of somebody else; nullopt when no address of theirs is in it.
  std::optional<std::string> rewrite_text(std::string_view record) const;

  const std::vector<std::string>& learnt() const { return learnt_; }

 private:
  std::optional<std::string> rewrite_record(std::string_view record, bool& drop);

  Secret salt_;
  std::string account_id_;
  std::set<std::string> hashes_;
  std::string machine_open_property_;
  std::vector<std::string> learnt_;
};

}  // namespace klytics::collection

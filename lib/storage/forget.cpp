#include "storage/forget.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "collection/records/personal_data.h"
#include "core/error.h"
#include "core/sha256.h"
#include "storage/audit_log.h"
#include "storage/postgres/hexadecimal.h"
#include "storage/sync/page_compression.h"

namespace klytics::storage {
namespace {

using collection::ForgottenPeople;
using collection::Identity;

// Thrown through the transaction, so that it rolls back.
struct DryRun {};

std::string key_check(const Secret& salt) {
  return to_hex(hmac_sha256(salt.reveal(), "klytics forgotten people")).substr(0, 16);
}

class Forgetting {
 public:
  Forgetting(Connection& connection, const ForgetRequest& request, ForgottenPeople& people, const Secret& salt)
      : connection_(connection), request_(request), people_(people), salt_(salt) {}

  ForgetReport run() {
    find_identities();
    // A page may show a profile that bears the address and is not stored: then its events are in others.
    for (bool learnt = true; learnt;) {
      rewrite_pages();
      learnt = false;
      for (const std::string& id : people_.learnt())
        if (std::ranges::find(profiles_, id) == profiles_.end()) {
          profiles_.push_back(id);
          learnt = true;
        }
    }
    for (const std::string& id : profiles_) remember({Identity::Kind::kProfile, id});
    for (const std::string& id : profiles_) rename(id);
    for (const std::string& email : emails_) blank(email);
    audit();
    return report_;
  }

 private:
  void remember(const Identity& identity) {
    people_.add(identity);
    connection_.query("queries/forget/remember", {request_.account_id, people_.hash(identity),
                                                  collection::kind_name(identity.kind), key_check(salt_)});
  }

  void find_identities() {
    const auto given = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
    if (!request_.profile_id.empty()) profiles_.push_back(request_.profile_id);
    if (!request_.email.empty()) emails_.push_back(collection::canonical_email(request_.email));
    const Rows rows = connection_.query(
        "queries/forget/profiles", {request_.account_id, given(request_.profile_id),
                                    given(collection::canonical_email(request_.email)), given(request_.stored_email)});
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const std::string id(rows.text(row, 0));
      if (std::ranges::find(profiles_, id) == profiles_.end()) profiles_.push_back(id);
      if (!rows.is_null(row, 1)) emails_.push_back(collection::canonical_email(rows.text(row, 1)));
      if (!rows.is_null(row, 2)) remember({Identity::Kind::kPhone, std::string(rows.text(row, 2))});
    }
    std::ranges::sort(emails_);
    emails_.erase(std::ranges::unique(emails_).begin(), emails_.end());
    for (const std::string& id : profiles_) remember({Identity::Kind::kProfile, id});
    for (const std::string& email : emails_) remember({Identity::Kind::kEmail, email});
  }

  void rewrite_pages() {
    for (std::int64_t last = 0;;) {
      const Rows rows = connection_.query("queries/forget/pages_after", {request_.account_id, last});
      if (rows.empty()) return;
      for (std::size_t row = 0; row < rows.size(); ++row) {
        last = rows.integer(row, 0);
        const std::optional<std::string> body =
            people_.rewrite_page(decompress_page(bytes_of_hexadecimal(rows.text(row, 2))));
        if (!body) continue;
        connection_.query("queries/forget/update_page",
                          {request_.account_id, last, rows.text(row, 1), to_hex(compressor_.compress(*body)),
                           static_cast<std::int64_t>(body->size())});
        ++report_.pages;
      }
    }
  }

  void rename(const std::string& id) {
    const std::string pseudonym = people_.pseudonym(id);
    const Rows events = connection_.query("queries/forget/events", {request_.account_id, id});
    for (std::size_t row = 0; row < events.size(); ++row) {
      update_event(events, row, pseudonym, people_.rewrite_event(events.text(row, 2), id));
      ++report_.events;
    }
    const Rows counts = connection_.query("queries/forget/person", {request_.account_id, id, pseudonym});
    report_.profiles += counts.integer(0, 0);
    report_.memberships += counts.integer(0, 1);
    report_.facts += counts.integer(0, 2);
    report_.mentions += affected("queries/forget/delete_objects", id);
    report_.quarantined += affected("queries/forget/delete_quarantined", id);
  }

  // Records of others that hold the address.
  void blank(const std::string& email) {
    report_.quarantined += affected("queries/forget/delete_quarantined", email);
    const Rows events = connection_.query("queries/forget/events_naming", {request_.account_id, email});
    for (std::size_t row = 0; row < events.size(); ++row)
      if (const auto text = people_.rewrite_text(events.text(row, 2))) {
        update_event(events, row, std::nullopt, *text);
        ++report_.mentions;
      }
    const Rows objects = connection_.query("queries/forget/objects_naming", {request_.account_id, email});
    for (std::size_t row = 0; row < objects.size(); ++row)
      if (const auto text = people_.rewrite_text(objects.text(row, 3))) {
        connection_.query("queries/forget/update_object", {request_.account_id, objects.text(row, 0),
                                                           objects.text(row, 1), objects.text(row, 2), *text});
        ++report_.mentions;
      }
  }

  void update_event(const Rows& events, std::size_t row, const std::optional<std::string>& pseudonym,
                    const std::string& record) {
    if (events.boolean(row, 3))
      connection_.query("queries/forget/update_event",
                        {request_.account_id, events.text(row, 0), events.text(row, 1), pseudonym, record});
    else
      connection_.query("queries/forget/update_deleted_event",
                        {request_.account_id, events.text(row, 0), pseudonym, record});
  }

  std::int64_t affected(std::string_view statement, const std::string& text) {
    return static_cast<std::int64_t>(connection_.query(statement, {request_.account_id, text}).affected());
  }

  void audit() {
    nlohmann::ordered_json identities = nlohmann::ordered_json::array();
    for (const std::string& id : profiles_) identities.push_back(people_.hash({Identity::Kind::kProfile, id}));
    for (const std::string& email : emails_) identities.push_back(people_.hash({Identity::Kind::kEmail, email}));
    const nlohmann::ordered_json detail = {
        {"identities", identities},           {"profiles", report_.profiles}, {"memberships", report_.memberships},
        {"events", report_.events},           {"facts", report_.facts},       {"mentions", report_.mentions},
        {"quarantined", report_.quarantined}, {"pages", report_.pages}};
    append_audit(connection_, "forget", request_.account_id, detail.dump());
  }

  Connection& connection_;
  const ForgetRequest& request_;
  ForgottenPeople& people_;
  const Secret& salt_;
  PageCompressor compressor_;
  std::vector<std::string> profiles_;  // ids
  std::vector<std::string> emails_;    // canonical
  ForgetReport report_;
};

}  // namespace

std::set<std::string> read_forgotten(Connection& connection, const std::string& account_id, const Secret& salt) {
  std::set<std::string> hashes;
  const Rows rows = connection.query("queries/forget/list", {account_id});
  if (rows.empty()) return hashes;
  if (salt.empty())
    throw Error(ErrorKind::kConfiguration, "people were forgotten, and without the salt nobody can be kept out",
                "set KLYTICS_PRIVACY_SALT_FILE, or salt_file in [privacy], to the file that was used then");
  const std::string check = key_check(salt);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if (rows.text(row, 1) != check)
      throw Error(ErrorKind::kConfiguration, "people were forgotten with another salt than that of the configuration",
                  "use the salt of then: with this one they would come back");
    hashes.emplace(rows.text(row, 0));
  }
  return hashes;
}

ForgetReport forget(Connection& connection, const ForgetRequest& request, ForgottenPeople& people, const Secret& salt) {
  ForgetReport report;
  try {
    connection.transaction([&] {
      if (!connection.query("queries/aggregate/lock", {request.account_id}).boolean(0, 0))
        throw Error(ErrorKind::kTryLater, "an aggregate of the account is running", "try again when it has finished");
      report = Forgetting(connection, request, people, salt).run();
      if (request.dry_run) throw DryRun{};
    });
  } catch (const DryRun&) {
    // What it would have done is known.
  }
  return report;
}

}  // namespace klytics::storage

#include "collection/records/forgotten_people.h"

#include <algorithm>
#include <array>

#include "collection/http/http.h"
#include "collection/records/json_page.h"
#include "collection/records/json_text.h"
#include "collection/records/personal_data.h"
#include "core/error.h"
#include "core/sha256.h"

namespace klytics::collection {
namespace {

// What the facts read of an event's own properties: see collection/resources/events.cpp and
// sql/functions/product_line.sql.
constexpr std::array kEventKeys =
    std::to_array<std::string_view>({"$value", "$value_currency", "$event_id", "$message", "$flow", "form_id"});
constexpr std::array kProductIds =
    std::to_array<std::string_view>({"ProductID", "ProductId", "product_id", "SKU", "sku"});
constexpr std::array kProductKeys =
    std::to_array<std::string_view>({"OrderId", "ProductName", "Product Name", "Quantity", "quantity", "RowTotal",
                                     "row_total", "line_price", "ItemPrice", "item_price", "price"});
// Names of products only where a product's id stands beside them: else they may be somebody's.
constexpr std::array kProductNames = std::to_array<std::string_view>({"Name", "name", "title"});

template <typename Keys>
bool has_key(const Keys& keys, std::string_view key) {
  return std::ranges::find(keys, key) != keys.end();
}

std::string text_at(std::string_view record, std::initializer_list<std::string_view> path) {
  const std::optional<std::string_view> token = json_at(record, path);
  return token ? json_string(*token).value_or("") : "";
}

class ObjectText {
 public:
  void add(std::string_view key, std::string_view value) {
    text_ += text_.size() > 1 ? ",\"" : "\"";
    text_ += key;
    text_ += "\":";
    text_ += value;
  }
  std::string end() { return text_ + '}'; }

 private:
  std::string text_ = "{";
};

bool is_scalar(std::string_view value) { return !value.starts_with('{') && !value.starts_with('['); }

void add_product(ObjectText& out, std::string_view object) {
  const auto members = json_members(object);
  const bool names_product =
      std::ranges::any_of(members, [](const auto& member) { return has_key(kProductIds, member.first); });
  for (const auto& [key, value] : members)
    if (is_scalar(value) &&
        (has_key(kProductIds, key) || has_key(kProductKeys, key) || (names_product && has_key(kProductNames, key))))
      out.add(key, value);
}

// Lines of an order, or names of its products.
std::string products(std::string_view array) {
  std::string out = "[";
  for (const std::string_view element : json_elements(array)) {
    if (out.size() > 1) out += ',';
    if (is_scalar(element)) {
      out += element;
    } else {
      ObjectText line;
      add_product(line, element);
      out += line.end();
    }
  }
  return out + ']';
}

}  // namespace

std::string_view kind_name(Identity::Kind kind) {
  switch (kind) {
    case Identity::Kind::kProfile:
      return "profile";
    case Identity::Kind::kEmail:
      return "email";
    case Identity::Kind::kPhone:
      return "phone";
  }
  throw Error(ErrorKind::kInternal, "an identity without a kind");
}

ForgottenPeople::ForgottenPeople(Secret salt, std::string account_id, std::set<std::string> hashes,
                                 std::string machine_open_property)
    : salt_(std::move(salt)),
      account_id_(std::move(account_id)),
      hashes_(std::move(hashes)),
      machine_open_property_(std::move(machine_open_property)) {}

std::string ForgottenPeople::hash(const Identity& identity) const {
  const std::string canonical = identity.kind == Identity::Kind::kEmail   ? canonical_email(identity.value)
                                : identity.kind == Identity::Kind::kPhone ? canonical_phone(identity.value)
                                                                          : identity.value;
  return to_hex(
      hmac_sha256(salt_.reveal(), account_id_ + '\n' + std::string(kind_name(identity.kind)) + '\n' + canonical));
}

std::string ForgottenPeople::pseudonym(std::string_view profile_id) const {
  const std::string code = hmac_sha256(salt_.reveal(), account_id_ + "\npseudonym\n" + std::string(profile_id));
  return "forgotten-" + to_hex(code).substr(0, 32);
}

std::optional<std::string> ForgottenPeople::rewrite_page(const std::string& body) {
  if (empty()) return std::nullopt;
  std::string padded = body;
  padded.reserve(padded.size() + kBodyPadding);
  const std::optional<JsonPage> page = split_page(padded);
  if (!page) return std::nullopt;
  std::string out;
  std::size_t copied = 0;
  bool changed = false;
  for (const std::vector<std::string_view>* records : {&page->records, &page->included}) {
    if (records->empty()) continue;
    std::string kept;
    bool differs = false;
    for (const std::string_view record : *records) {
      bool drop = false;
      const std::optional<std::string> rewritten = rewrite_record(record, drop);
      differs = differs || drop || rewritten;
      if (drop) continue;
      if (!kept.empty()) kept += ',';
      kept += rewritten ? std::string_view(*rewritten) : record;
    }
    if (!differs) continue;
    const auto begin = static_cast<std::size_t>(records->front().data() - padded.data());
    const auto end = static_cast<std::size_t>(records->back().data() + records->back().size() - padded.data());
    // "included" may stand before "data"; then only one of them can be replaced in one pass.
    if (begin < copied) return rewrite_page(out + padded.substr(copied));
    out += padded.substr(copied, begin - copied);
    // The one object of "data" has no brackets around it.
    const std::size_t before = padded.find_last_not_of(" \t\r\n", begin - 1);
    out += kept.empty() && padded[before] != '[' ? "null" : kept;
    copied = end;
    changed = true;
  }
  if (!changed) return std::nullopt;
  return out + padded.substr(copied);
}

std::optional<std::string> ForgottenPeople::rewrite_record(std::string_view record, bool& drop) {
  const std::string type = text_at(record, {"type"});
  if (type == "profile") {
    const std::string id = text_at(record, {"id"});
    const std::string email = text_at(record, {"attributes", "email"});
    const std::string phone = text_at(record, {"attributes", "phone_number"});
    const bool by_id = has({Identity::Kind::kProfile, id});
    drop = by_id || (!email.empty() && has({Identity::Kind::kEmail, email})) ||
           (!phone.empty() && has({Identity::Kind::kPhone, phone}));
    if (drop && !by_id) {
      add({Identity::Kind::kProfile, id});
      learnt_.push_back(id);
    }
  } else if (const std::string id = text_at(record, {"relationships", "profile", "data", "id"});
             !id.empty() && has({Identity::Kind::kProfile, id})) {
    if (type == "event") return rewrite_event(record, id);
    drop = true;
  }
  return drop ? std::nullopt : rewrite_text(record);
}

std::string ForgottenPeople::rewrite_event(std::string_view record, std::string_view profile_id) const {
  ObjectText properties;
  if (const auto told = json_at(record, {"attributes", "event_properties"})) {
    for (const auto& [key, value] : json_members(*told)) {
      if (is_scalar(value) && (has_key(kEventKeys, key) || key == machine_open_property_)) properties.add(key, value);
      if (key == "Items") properties.add(key, products(value));
      if (key == "$extra")
        if (const auto lines = json_member(value, "line_items")) {
          ObjectText extra;
          extra.add("line_items", products(*lines));
          properties.add(key, extra.end());
        }
    }
    add_product(properties, *told);
  }
  ObjectText attributes;
  for (const std::string_view key : {"timestamp", "datetime", "uuid"})
    if (const auto value = json_at(record, {"attributes", key})) attributes.add(key, *value);
  attributes.add("event_properties", properties.end());
  ObjectText relationships;
  relationships.add("profile", R"({"data":{"type":"profile","id":)" + json_quoted(pseudonym(profile_id)) + "}}");
  for (const std::string_view key : {"metric", "attributions"})
    if (const auto value = json_at(record, {"relationships", key})) relationships.add(key, *value);
  ObjectText out;
  for (const std::string_view key : {"type", "id"})
    if (const auto value = json_member(record, key)) out.add(key, *value);
  out.add("attributes", attributes.end());
  out.add("relationships", relationships.end());
  const std::string text = out.end();
  const PersonalData no_address({.email = Storing::kOmitted}, Secret());
  return no_address.rewrite(text).value_or(text);
}

std::optional<std::string> ForgottenPeople::rewrite_text(std::string_view record) const {
  std::string out;
  std::size_t copied = 0;
  for (auto found = find_email(record); found; found = find_email(record, found->first + found->second)) {
    if (!has({Identity::Kind::kEmail, std::string(record.substr(found->first, found->second))})) continue;
    out += record.substr(copied, found->first - copied);
    out += "forgotten";
    copied = found->first + found->second;
  }
  if (copied == 0) return std::nullopt;
  return out + std::string(record.substr(copied));
}

}  // namespace klytics::collection

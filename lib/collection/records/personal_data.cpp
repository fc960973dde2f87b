#include "collection/records/personal_data.h"

#include <algorithm>
#include <array>
#include <vector>

#include "collection/records/json_text.h"
#include "core/sha256.h"

namespace klytics::collection {
namespace {

constexpr std::string_view kMark = "hmac-sha256:";

enum class Kind { kNone, kEmail, kPhone, kName, kAddress };

// Names of members, in lower case without "$", space, "_" and "-".
constexpr std::array kEmailKeys = std::to_array<std::string_view>({"email", "emailaddress", "customeremail"});
constexpr std::array kPhoneKeys = std::to_array<std::string_view>(
    {"phone", "phonenumber", "mobile", "mobilenumber", "mobilephone", "telephone", "customerphone", "smsphonenumber"});
constexpr std::array kNameKeys = std::to_array<std::string_view>(
    {"firstname", "lastname", "fullname", "middlename", "customername", "familyname", "givenname", "surname"});
constexpr std::array kAddressKeys =
    std::to_array<std::string_view>({"address1", "address2", "street", "streetaddress", "zip", "zipcode", "postcode",
                                     "postalcode", "latitude", "longitude", "ip", "ipaddress", "city"});

template <typename Keys>
bool has(const Keys& keys, std::string_view key) {
  return std::ranges::find(keys, key) != keys.end();
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

Kind kind_of(std::string_view written) {
  if (written.size() > 40) return Kind::kNone;
  std::string key;
  for (const char c : written)
    if (c != '$' && c != ' ' && c != '_' && c != '-') key += lower(c);
  if (has(kEmailKeys, key)) return Kind::kEmail;
  if (has(kPhoneKeys, key)) return Kind::kPhone;
  if (has(kNameKeys, key)) return Kind::kName;
  if (has(kAddressKeys, key)) return Kind::kAddress;
  return Kind::kNone;
}

bool is_local(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("._+-").find(c) != std::string_view::npos || (c & '\x80') != 0;
}
bool is_host(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
         (c & '\x80') != 0;
}

std::string hashed(const Secret& salt, std::string_view canonical) {
  return std::string(kMark) + to_hex(hmac_sha256(salt.reveal(), canonical));
}

std::string canonical(Kind kind, std::string_view value) {
  if (kind == Kind::kPhone) return canonical_phone(value);
  return canonical_email(value);  // names and addresses too: hashes of "Ann" and "ann" are one
}

// One pass over a document that writes `out` as soon as something differs.
class Pass {
 public:
  Pass(std::string_view text, const PrivacyRules& rules, const Secret& salt)
      : text_(text), rules_(rules), salt_(salt) {}

  std::optional<std::string> run() {
    std::vector<Kind> kinds;  // of the members whose values are open
    std::vector<bool> in_object;
    Kind kind = Kind::kNone;
    bool at_key = false;
    for (std::size_t at = 0; at < text_.size();) {
      const char c = text_[at];
      if (c == '{' || c == '[') {
        kinds.push_back(kind);
        in_object.push_back(c == '{');
        at_key = c == '{';
        if (c == '{') kind = Kind::kNone;
        ++at;
      } else if (c == '}' || c == ']') {
        if (kinds.empty()) break;  // not JSON: left as it is
        kind = kinds.back();
        kinds.pop_back();
        in_object.pop_back();
        at_key = false;
        ++at;
      } else if (c == ',') {
        at_key = !in_object.empty() && in_object.back();
        ++at;
      } else if (c == '"') {
        const std::size_t end = json_value_end(text_, at);
        if (end == std::string_view::npos) break;
        const std::string_view token = text_.substr(at, end - at);
        if (at_key) {
          kind = kind_of(token.substr(1, token.size() - 2));
          at_key = false;
        } else {
          string(at, token, kind);
        }
        at = end;
      } else if ((c >= '0' && c <= '9') || c == '-') {
        const std::size_t end = json_value_end(text_, at);
        const std::string_view token = text_.substr(at, end - at);
        if (rule(kind) != Storing::kPlain) replace(at, token.size(), whole(kind, token));
        at = end;
      } else {
        ++at;
      }
    }
    if (!changed_) return std::nullopt;
    out_ += text_.substr(copied_);
    return std::move(out_);
  }

 private:
  Storing rule(Kind kind) const {
    switch (kind) {
      case Kind::kEmail:
        return rules_.email;
      case Kind::kPhone:
        return rules_.phone;
      case Kind::kName:
        return rules_.names;
      case Kind::kAddress:
        return rules_.address;
      case Kind::kNone:
        break;
    }
    return Storing::kPlain;
  }

  std::string whole(Kind kind, std::string_view value) const {
    if (rule(kind) == Storing::kOmitted) return "null";
    return '"' + hashed(salt_, canonical(kind, value)) + '"';
  }

  void string(std::size_t at, std::string_view token, Kind kind) {
    const std::string_view inner = token.substr(1, token.size() - 2);
    if (inner.empty()) return;
    if (rule(kind) != Storing::kPlain) {
      if (inner.starts_with(kMark)) return;
      return replace(at, token.size(), whole(kind, json_string(token).value_or(std::string(inner))));
    }
    if (rules_.email == Storing::kPlain || inner.find('@') == std::string_view::npos) return;
    for (auto found = find_email(inner); found; found = find_email(inner, found->first + found->second)) {
      const std::string_view email = inner.substr(found->first, found->second);
      replace(at + 1 + found->first, found->second,
              rules_.email == Storing::kOmitted ? "omitted" : hashed(salt_, canonical_email(email)));
    }
  }

  void replace(std::size_t at, std::size_t size, std::string_view with) {
    changed_ = true;
    out_ += text_.substr(copied_, at - copied_);
    out_ += with;
    copied_ = at + size;
  }

  std::string_view text_;
  const PrivacyRules& rules_;
  const Secret& salt_;
  std::string out_;
  std::size_t copied_ = 0;
  bool changed_ = false;
};

}  // namespace

bool PrivacyRules::all_plain() const {
  return email == Storing::kPlain && phone == Storing::kPlain && names == Storing::kPlain && address == Storing::kPlain;
}

std::optional<std::string> PersonalData::rewrite(std::string_view json) const {
  if (rules_.all_plain()) return std::nullopt;
  return Pass(json, rules_, salt_).run();
}

std::optional<std::pair<std::size_t, std::size_t>> find_email(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('@', from); at != std::string_view::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at, end = at + 1;
    while (begin > from && is_local(text[begin - 1])) --begin;
    if (begin > from && text[begin - 1] == '\\') begin += text[begin] == 'u' ? 5U : 1U;  // an escape is no part of it
    while (end < text.size() && is_host(text[end])) ++end;
    while (end > at + 1 && (text[end - 1] == '.' || text[end - 1] == '-')) --end;
    if (begin < at && text.substr(at + 1, end - at - 1).find('.') != std::string_view::npos)
      return std::pair(begin, end - begin);
  }
  return std::nullopt;
}

std::string canonical_email(std::string_view email) {
  const std::size_t first = email.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  std::string text(email.substr(first, email.find_last_not_of(" \t\r\n") - first + 1));
  std::ranges::transform(text, text.begin(), lower);
  return text;
}

std::string canonical_phone(std::string_view phone) {
  std::string text;
  for (const char c : phone)
    if ((c >= '0' && c <= '9') || (c == '+' && text.empty())) text += c;
  return text;
}

}  // namespace klytics::collection

#include "presentation/publish/object_store.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "core/error.h"
#include "core/sha256.h"

namespace klytics::presentation {
namespace {

// The text of the first <name> after `from`; moves `from` behind it. For answers of a store, whose tags have no
// attributes inside.
std::optional<std::string> element(std::string_view xml, std::string_view name, std::size_t& from) {
  const std::string open = fmt::format("<{}>", name), close = fmt::format("</{}>", name);
  const std::size_t begin = xml.find(open, from);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t end = xml.find(close, begin);
  if (end == std::string_view::npos) return std::nullopt;
  from = end + close.size();
  return std::string(xml.substr(begin + open.size(), end - begin - open.size()));
}

std::string unescaped(std::string text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kEntities = {
      {{"&quot;", '"'}, {"&#34;", '"'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}}};
  for (const auto& [entity, character] : kEntities)
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; ++at)
      text.replace(at, entity.size(), 1, character);
  return text;
}

bool is_worth_repeating(const StoreReply& reply) {
  return !reply.fault.empty() || reply.status >= 500 || reply.status == 429 || reply.status == 408;
}

// What the store says went wrong, for a message.
std::string words_of(const StoreReply& reply) {
  if (!reply.fault.empty()) return reply.fault;
  std::size_t at = 0;
  const std::string code = element(reply.body, "Code", at).value_or("");
  at = 0;
  const std::string message = element(reply.body, "Message", at).value_or("");
  return fmt::format("{}{}{}{}{}", reply.status, code.empty() ? "" : " ", code, message.empty() ? "" : ": ", message);
}

}  // namespace

std::optional<StoreAddress> parse_store_address(std::string_view text) {
  constexpr std::string_view kScheme = "s3://";
  if (!text.starts_with(kScheme)) return std::nullopt;
  text.remove_prefix(kScheme.size());
  const std::size_t slash = std::min(text.find('/'), text.size());
  StoreAddress address{std::string(text.substr(0, slash)), std::string(text.substr(std::min(slash + 1, text.size())))};
  while (address.prefix.ends_with('/')) address.prefix.pop_back();
  const auto all_of = [](std::string_view part, std::string_view allowed) {
    return part.find_first_not_of(allowed) == std::string_view::npos;
  };
  constexpr std::string_view kBucket = "abcdefghijklmnopqrstuvwxyz0123456789.-";
  constexpr std::string_view kPrefix = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_.-";
  if (address.bucket.size() < 3 || address.bucket.size() > 63 || !all_of(address.bucket, kBucket) ||
      !all_of(address.prefix, kPrefix) || address.prefix.find("//") != std::string::npos ||
      address.prefix.find("..") != std::string::npos)
    throw Error(ErrorKind::kUsage, fmt::format("not a bucket and a prefix: s3://{}", text),
                "write it as s3://bucket/prefix, with letters, digits and / _ . - in the prefix");
  if (!address.prefix.empty()) address.prefix += '/';
  return address;
}

ObjectStore::ObjectStore(StoreAddress address, StoreSettings settings, StorePort port)
    : address_(std::move(address)), settings_(std::move(settings)), port_(std::move(port)) {
  origin_ = settings_.endpoint;
  if (origin_.empty()) {
    // A bucket with a dot has no certificate of its own.
    const bool in_path = address_.bucket.find('.') != std::string::npos;
    if (in_path) root_ = "/" + address_.bucket;
    origin_ = fmt::format("https://{}{}s3.{}.amazonaws.com", in_path ? "" : address_.bucket, in_path ? "" : ".",
                          settings_.region);
  } else {
    root_ = "/" + address_.bucket;
  }
  host_ = origin_.substr(origin_.find("://") + 3);
}

std::string ObjectStore::object_path(const std::string& key) const {
  return encode_path(root_ + "/" + address_.prefix + key);
}

StoreReply ObjectStore::send(const std::string& method, const std::string& path, const HeaderList& query,
                             const HeaderList& headers, std::string_view body) {
  const std::string arguments = canonical_query(query);
  const std::string url = origin_ + path + (arguments.empty() ? "" : "?" + arguments);
  StoreReply reply;
  std::chrono::milliseconds delay = settings_.first_delay;
  for (int attempt = 1;; ++attempt) {
    // Signed anew each time: a signature holds for some minutes only.
    reply = port_.send({method, url,
                        sign({method, host_, path, query, headers, sha256_hex(body)}, settings_.credentials,
                             settings_.region, "s3", port_.now()),
                        body});
    if (!is_worth_repeating(reply) || attempt == settings_.attempts) break;
    port_.sleep(delay);
    delay *= 2;
  }
  if (reply.fault.empty() && (reply.status < 300 || reply.status == 404)) return reply;
  const std::string message = fmt::format("{} {}: {}", method, origin_ + path, words_of(reply));
  if (!reply.fault.empty()) throw Error(ErrorKind::kUnavailable, "the object store cannot be reached: " + message);
  if (reply.status == 401 || reply.status == 403)
    throw Error(ErrorKind::kPermission, "the object store refuses: " + message,
                "check the key, its rights (list, get, put and delete objects) and the region");
  if (is_worth_repeating(reply)) throw Error(ErrorKind::kTryLater, "the object store is overloaded: " + message);
  throw Error(ErrorKind::kOutput, "the object store refuses: " + message);
}

std::map<std::string, std::string> ObjectStore::list() {
  std::map<std::string, std::string> tags;
  std::string token;
  do {
    HeaderList query = {{"list-type", "2"}, {"prefix", address_.prefix}};
    if (!token.empty()) query.emplace_back("continuation-token", token);
    const StoreReply reply = send("GET", root_.empty() ? "/" : root_, query, {}, {});
    if (reply.status == 404)
      throw Error(ErrorKind::kOutput, fmt::format("there is no bucket {} at {}", address_.bucket, origin_),
                  "create it first");
    std::size_t at = 0;
    while (const std::optional<std::string> contents = element(reply.body, "Contents", at)) {
      std::size_t in_key = 0, in_tag = 0;
      std::string tag = unescaped(element(*contents, "ETag", in_tag).value_or(""));
      std::erase(tag, '"');
      const std::string key = unescaped(element(*contents, "Key", in_key).value_or(""));
      if (key.starts_with(address_.prefix)) tags[key.substr(address_.prefix.size())] = tag;
    }
    at = 0;
    token = unescaped(element(reply.body, "NextContinuationToken", at).value_or(""));
  } while (!token.empty());
  return tags;
}

std::optional<std::string> ObjectStore::get(const std::string& key) {
  StoreReply reply = send("GET", object_path(key), {}, {}, {});
  if (reply.status == 404) return std::nullopt;
  return std::move(reply.body);
}

void ObjectStore::put(const StoredObject& object) {
  HeaderList headers;
  if (!object.cache_control.empty()) headers.emplace_back("cache-control", object.cache_control);
  if (!object.content_encoding.empty()) headers.emplace_back("content-encoding", object.content_encoding);
  if (!object.content_type.empty()) headers.emplace_back("content-type", object.content_type);
  if (send("PUT", object_path(object.key), {}, headers, object.body).status == 404)
    throw Error(ErrorKind::kOutput, fmt::format("there is no bucket {} at {}", address_.bucket, origin_),
                "create it first");
}

void ObjectStore::remove(const std::string& key) { send("DELETE", object_path(key), {}, {}, {}); }

std::string entity_tag_of(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  // Where a policy forbids MD5 nothing is ever found unchanged, and everything is written.
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_md5(), nullptr) != 1) return {};
  return to_hex({reinterpret_cast<const char*>(digest.data()), size});
}

}  // namespace klytics::presentation

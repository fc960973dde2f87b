// Object storage with the interface of Amazon S3: list, read, write and remove objects, with retries.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "presentation/publish/aws_signature.h"

namespace klytics::presentation {

/// "s3://bucket/prefix".
struct StoreAddress {
  std::string bucket;
  std::string prefix;  // "" or "a/b/", with a slash at its end

  std::string text() const { return "s3://" + bucket + "/" + prefix; }
};
/// nullopt for a text that does not begin with s3://. Throws Error(kUsage) when what follows is no bucket and prefix.
std::optional<StoreAddress> parse_store_address(std::string_view text);

struct StoreCall {
  std::string method, url;
  HeaderList headers;
  std::string_view body;
};
struct StoreReply {
  int status = 0;
  std::string body;
  std::string fault;  // why there was no complete answer; empty when there was one
};

struct StoreSettings {
  std::string endpoint;  // an origin; empty for Amazon's of the region
  std::string region;
  AwsCredentials credentials;
  int attempts = 5;
  std::chrono::milliseconds first_delay{200};  // doubles with every attempt
};

/// What the store needs from outside. `send` and `sleep` are called by several threads at once.
struct StorePort {
  std::function<StoreReply(const StoreCall&)> send;
  std::function<Instant()> now;
  std::function<void(std::chrono::milliseconds)> sleep;
};

struct StoredObject {
  std::string key;  // below the prefix
  std::string body;
  std::string content_type, content_encoding, cache_control;  // empty: not said
};

/// Safe for concurrent use. Throws Error: kUnavailable when the store cannot be reached, kPermission when it refuses
/// the key, kTryLater when it is overloaded, kOutput for what else it refuses (no such bucket).
class ObjectStore {
 public:
  ObjectStore(StoreAddress address, StoreSettings settings, StorePort port);

  /// The entity tag of every object below the prefix, by key: an MD5 for what put() wrote, on most stores.
  std::map<std::string, std::string> list();
  std::optional<std::string> get(const std::string& key);
  void put(const StoredObject& object);
  void remove(const std::string& key);

  const StoreAddress& address() const { return address_; }

 private:
  StoreReply send(const std::string& method, const std::string& path, const HeaderList& query,
                  const HeaderList& headers, std::string_view body);
  std::string object_path(const std::string& key) const;

  const StoreAddress address_;
  const StoreSettings settings_;
  const StorePort port_;
  std::string origin_, host_;
  std::string root_;  // "/bucket" where the bucket stands in the path
};

/// The entity tag that a store gives to an object of these bytes.
std::string entity_tag_of(std::string_view bytes);

}  // namespace klytics::presentation

#include "store_access.h"

#include <fmt/format.h>

#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "collection/http/web_session.h"
#include "core/error.h"
#include "core/loopback.h"
#include "secret_file.h"

namespace klytics::app {
namespace {

// The value of "name = value" in the section [default] of a file in the format of Amazon's tools; empty without one.
std::string credential(const std::string& text, std::string_view name) {
  bool in_default = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    std::erase_if(line, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
    if (line.starts_with('[')) in_default = line == "[default]";
    if (in_default && line.starts_with(name) && line.substr(name.size()).starts_with('='))
      return line.substr(name.size() + 1);
  }
  return {};
}

presentation::AwsCredentials credentials_of(const Settings& settings) {
  presentation::AwsCredentials credentials{settings.s3_access_key_id, settings.s3_secret_access_key,
                                           settings.s3_session_token};
  if (credentials.access_key_id.empty() && !settings.s3_credentials_file.empty()) {
    const std::string text = read_secret_file(settings.s3_credentials_file, "the object storage's credentials file");
    credentials = {Secret(credential(text, "aws_access_key_id")), Secret(credential(text, "aws_secret_access_key")),
                   Secret(credential(text, "aws_session_token"))};
  }
  if (credentials.access_key_id.empty() || credentials.secret_access_key.empty())
    throw Error(ErrorKind::kConfiguration, "no key for the object storage",
                "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or credentials_file in [export.s3]");
  return credentials;
}

// Sessions that are free; as many are made as requests run at the same time.
class SessionPool {
 public:
  explicit SessionPool(std::string ca_file) : ca_file_(std::move(ca_file)) {}

  presentation::StoreReply send(const presentation::StoreCall& call) {
    std::unique_ptr<collection::WebSession> session = take();
    const collection::HttpResponse response = session->send({call.method, call.url, call.headers, call.body});
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(session));
    if (response.fault) return {0, {}, response.fault_text.empty() ? "the connection failed" : response.fault_text};
    return {response.status, response.body, {}};
  }

 private:
  std::unique_ptr<collection::WebSession> take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<collection::WebSession>("klytics/" KLYTICS_VERSION, ca_file_);
    std::unique_ptr<collection::WebSession> session = std::move(idle_.back());
    idle_.pop_back();
    return session;
  }

  const std::string ca_file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<collection::WebSession>> idle_;
};

}  // namespace

presentation::ObjectStore open_store(const Context& context, const presentation::StoreAddress& address) {
  const Settings& settings = context.settings;
  constexpr std::string_view kClear = "http://";
  if (settings.s3_endpoint.starts_with(kClear) &&
      !is_loopback(std::string_view(settings.s3_endpoint).substr(kClear.size())))
    throw Error(ErrorKind::kConfiguration,
                fmt::format("the object storage would be reached in the clear: {}", settings.s3_endpoint),
                "use https; http is for this machine only");
  const auto pool = std::make_shared<SessionPool>(settings.s3_ca_file);
  return {address,
          {.endpoint = settings.s3_endpoint, .region = settings.s3_region, .credentials = credentials_of(settings)},
          {.send = [pool](const presentation::StoreCall& call) { return pool->send(call); },
           .now = context.now,
           .sleep = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }}};
}

}  // namespace klytics::app

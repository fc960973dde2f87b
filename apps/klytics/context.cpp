#include "context.h"

#include <fmt/format.h>

#include "core/error.h"
#include "secret_file.h"

namespace klytics::app {

storage::PrivateServer* Context::private_server() {
  if (!settings.database_url.empty()) return nullptr;
  if (!private_server_) private_server_ = std::make_unique<storage::PrivateServer>(storage::private_server_location());
  return private_server_.get();
}

const Secret& Context::database_url() {
  const storage::PrivateServer* server = private_server();
  return server == nullptr ? settings.database_url : server->url();
}

storage::Connection Context::connect(std::string_view stage) {
  return {database_url(), fmt::format("klytics {}", stage)};
}

const Secret& Context::api_key() {
  require_account_section(settings);
  if (!settings.api_key.empty()) return settings.api_key;
  const std::string& path = settings.api_key_file;
  if (path.empty())
    throw Error(ErrorKind::kConfiguration, "no API key",
                "set KLAVIYO_API_KEY or KLAVIYO_API_KEY_FILE, or api_key_file in the configuration");
  settings.api_key = Secret(read_secret_file(path, "the API key's file"));
  return settings.api_key;
}

}  // namespace klytics::app

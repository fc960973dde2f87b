#include "context.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "core/error.h"

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
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    throw Error(ErrorKind::kConfiguration,
                fmt::format("the API key's file cannot be read: {}: {}", path, std::strerror(errno)));
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0 && S_ISREG(status.st_mode))
    throw Error(ErrorKind::kConfiguration, fmt::format("the API key's file may be read by others: {}", path),
                fmt::format("chmod 600 {}", path));
  std::ifstream file(path);
  std::string key((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  while (!key.empty() && std::isspace(static_cast<unsigned char>(key.back())) != 0) key.pop_back();
  if (!file || key.empty())
    throw Error(ErrorKind::kConfiguration, fmt::format("the API key's file is empty or cannot be read: {}", path));
  settings.api_key = Secret(std::move(key));
  return settings.api_key;
}

}  // namespace klytics::app

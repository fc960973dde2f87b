#include "secret_file.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "core/error.h"

namespace klytics::app {

std::string read_secret_file(const std::string& path, const std::string& what) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0)
    throw Error(ErrorKind::kConfiguration, fmt::format("{} cannot be read: {}: {}", what, path, std::strerror(errno)));
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0 && S_ISREG(status.st_mode))
    throw Error(ErrorKind::kConfiguration, fmt::format("{} may be read by others: {}", what, path),
                fmt::format("chmod 600 {}", path));
  std::ifstream file(path);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.pop_back();
  if (!file || text.empty())
    throw Error(ErrorKind::kConfiguration, fmt::format("{} is empty or cannot be read: {}", what, path));
  return text;
}

}  // namespace klytics::app

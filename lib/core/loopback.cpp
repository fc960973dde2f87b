#include "core/loopback.h"

namespace klytics {

bool is_loopback(std::string_view host) {
  constexpr std::string_view kVersion6 = "[::1]";
  if (host.starts_with(kVersion6)) return host.size() == kVersion6.size() || host[kVersion6.size()] == ':';
  host = host.substr(0, host.find(':'));
  return host == "localhost" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

}  // namespace klytics

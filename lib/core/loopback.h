// Which hosts are this machine itself, where a secret may travel in the clear.
#pragma once

#include <string_view>

namespace klytics {

/// Whether a URL's host, with or without a port ("localhost", "127.0.0.1:8080", "[::1]:80"), is this machine's loopback
/// interface. Names are not looked up.
bool is_loopback(std::string_view host);

}  // namespace klytics

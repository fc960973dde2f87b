// The sockets behind requests, which the HTTP library hands out for neither of them.
#pragma once

#include <vector>

namespace klaviyo_sim {

/// Descriptors of this process whose other end is this port of the loopback interface.
std::vector<int> sockets_from(int remote_port);
/// Descriptors of this process that are bound to this port: the listener and every accepted connection.
std::vector<int> sockets_at(int local_port);
/// Ends both directions of each.
void shut_down(const std::vector<int>& sockets);

}  // namespace klaviyo_sim

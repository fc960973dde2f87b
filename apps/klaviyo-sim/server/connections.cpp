#include "server/connections.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace klaviyo_sim {
namespace {

// Looks through the descriptors of the process for an address, which is unique on the loopback interface.
template <typename AddressOf>
std::vector<int> sockets_where(AddressOf address_of, int port) {
  std::vector<int> found;
  for (int descriptor = 3; descriptor < 4096; ++descriptor) {
    sockaddr_in address{};
    socklen_t length = sizeof address;
    if (address_of(descriptor, reinterpret_cast<sockaddr*>(&address), &length) == 0 && address.sin_family == AF_INET &&
        ntohs(address.sin_port) == port)
      found.push_back(descriptor);
  }
  return found;
}

}  // namespace

std::vector<int> sockets_from(int remote_port) { return sockets_where(::getpeername, remote_port); }

std::vector<int> sockets_at(int local_port) { return sockets_where(::getsockname, local_port); }

void shut_down(const std::vector<int>& sockets) {
  for (const int socket : sockets) ::shutdown(socket, SHUT_RDWR);
}

}  // namespace klaviyo_sim

// The simulator as a server on 127.0.0.1: HTTP around Api, with keys, scopes, limits, latency and faults.
#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

#include "options.h"
#include "shop/orders_file.h"

namespace klaviyo_sim {

struct Shop;

class Server {
 public:
  /// Builds the shop, binds and serves in threads of its own until stop() or destruction. Throws what generate_shop()
  /// throws, and Error(kUnavailable) when the port is taken.
  explicit Server(Options options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// "http://127.0.0.1:8080"
  const std::string& base_url() const;
  const Shop& shop() const;
  const std::optional<OrderCounts>& order_counts() const;
  /// Requests answered so far.
  std::uint64_t requests() const;
  /// Requests by path and status, and the processor time of the process.
  void print_stats(std::ostream& out) const;
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace klaviyo_sim

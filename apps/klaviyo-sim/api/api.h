// The API itself, apart from HTTP: an endpoint and a request in, the text of the answer out. Thread-safe.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/request.h"
#include "endpoints/endpoints.h"
#include "events/event_index.h"
#include "events/event_writer.h"
#include "objects/catalog.h"
#include "options.h"
#include "reports/reports.h"

namespace klaviyo_sim {

class Api {
 public:
  /// Keeps a reference to the shop. `base_url` is the origin written into every link.
  Api(const Shop& shop, const Options& options, std::string base_url);

  /// The body of a 200 answer; throws ApiError otherwise. `id` is the {id} of the path.
  std::string answer(const Endpoint& endpoint, std::string_view id, const Request& request);

 private:
  using Order = std::vector<std::uint32_t>;

  // api_listing.cpp
  std::string listing(const Endpoint& endpoint, const Source& source, const std::vector<std::size_t>* candidates,
                      const Request& request);
  std::string object(const Endpoint& endpoint, std::string_view id, const Request& request);
  std::string related(const Endpoint& endpoint, std::string_view id, const Request& request);
  std::string members(const Endpoint& endpoint, std::string_view id, const Request& request);
  std::shared_ptr<const Order> order_of(const Endpoint& endpoint, const Source& source,
                                        const std::vector<std::size_t>* candidates, const Parameters& parameters,
                                        const Request& request);
  Json included(const Source& source, const std::vector<std::size_t>& indices, const Parameters& parameters) const;
  const Source& source_of(std::string_view type) const;

  // api_events.cpp
  std::string events(const Endpoint& endpoint, const Request& request);
  std::string event(const Endpoint& endpoint, std::string_view id, const Request& request);
  EventQuery event_query(const Endpoint& endpoint, const Parameters& parameters, const Request& request) const;
  std::string event_includes(const std::vector<std::uint32_t>& positions, const Parameters& parameters) const;
  const EventIndex& index() const;

  const Shop& shop_;
  const Options& options_;
  std::string base_url_;
  Catalog catalog_;
  EventIndex complete_;
  std::optional<EventIndex> without_late_;
  EventWriter writer_;
  Reports reports_;
  std::atomic<std::uint64_t> event_requests_{0};
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Order>> orders_;  // orderings of listings, by path, filter and sort
};

}  // namespace klaviyo_sim

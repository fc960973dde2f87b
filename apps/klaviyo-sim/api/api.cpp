#include "api/api.h"

#include "reports/metric_aggregates.h"

namespace klaviyo_sim {

Api::Api(const Shop& shop, const Options& options, std::string base_url)
    : shop_(shop),
      options_(options),
      base_url_(std::move(base_url)),
      catalog_(shop),
      complete_(shop, true),
      writer_(shop, base_url_, options.faults.malformed),
      reports_(shop, complete_) {
  if (options.prerender) writer_.prerender();
  if (options.late_events > 0) without_late_.emplace(shop, false);
}

const EventIndex& Api::index() const {
  const bool hidden = without_late_ && event_requests_.load() <= options_.late_after_requests;
  return hidden ? *without_late_ : complete_;
}

const Source& Api::source_of(std::string_view type) const {
  const Source* source = catalog_.find(type);
  if (source == nullptr)
    throw ApiError{500, "error", "A server error occurred.", "no source for " + std::string(type), {}};
  return *source;
}

std::string Api::answer(const Endpoint& endpoint, std::string_view id, const Request& request) {
  switch (endpoint.answer) {
    case Answer::kListing:
      return listing(endpoint, source_of(endpoint.type), nullptr, request);
    case Answer::kObject:
      return object(endpoint, id, request);
    case Answer::kRelated:
      return related(endpoint, id, request);
    case Answer::kMembers:
    case Answer::kMemberIds:
      return members(endpoint, id, request);
    case Answer::kEvents:
      return events(endpoint, request);
    case Answer::kEvent:
      return event(endpoint, id, request);
    case Answer::kMetricAggregates:
      return query_metric_aggregates(shop_, index(), options_.uncounted_metric, request, base_url_);
    case Answer::kReport:
      return reports_.answer(endpoint.type, request, base_url_);
  }
  throw not_found("endpoint", endpoint.path);
}

}  // namespace klaviyo_sim

#include "server/gate.h"

#include <algorithm>

namespace klaviyo_sim {
namespace {

// What is included needs its own scope beside that of the endpoint.
constexpr std::pair<std::string_view, std::string_view> kIncludeScopes[] = {
    {"tags", "tags:read"}, {"lists", "lists:read"}, {"segments", "segments:read"}, {"push-tokens", "push-tokens:read"}};

bool has_parameter(const Request& request, std::string_view name, std::string_view part = {}) {
  return std::any_of(request.query.begin(), request.query.end(), [&](const auto& parameter) {
    return parameter.first == name && parameter.second.find(part) != std::string::npos;
  });
}

ApiError server_error(int status) {
  return {
      status, "error", status == 503 ? "Service unavailable." : "A server error occurred.", "Please try again.", {}};
}

std::string address_of(const Request& request) {
  std::string address = request.method + " " + request.path;
  for (const auto& [name, value] : request.query) address += "&" + name + "=" + value;
  return address;
}

}  // namespace

// Some parameters cost more than their endpoint.
Tier Gate::tier_of(const Endpoint& endpoint, const Request& request) {
  if (has_parameter(request, "additional-fields[list]") || has_parameter(request, "additional-fields[segment]"))
    return Tier::kXs;
  if (endpoint.type == "profile" && endpoint.answer != Answer::kObject &&
      has_parameter(request, "additional-fields[profile]", "predictive_analytics"))
    return Tier::kM;
  if (endpoint.path == "/api/profiles/{id}" &&
      (has_parameter(request, "include", "lists") || has_parameter(request, "include", "segments")))
    return Tier::kXs;
  return endpoint.tier;
}

void Gate::check_access(const GateRequest& call, const Endpoint& endpoint) const {
  if (call.authorization != "Klaviyo-API-Key " + options_.api_key) throw not_authenticated();
  if (call.revision.empty())
    throw invalid(
        "The 'revision' header is required. See "
        "https://developers.klaviyo.com/en/docs/api_versioning_and_deprecation_policy");
  if (options_.scopes.empty()) return;
  const auto demand = [this](std::string_view scope) {
    if (std::find(options_.scopes.begin(), options_.scopes.end(), scope) == options_.scopes.end())
      throw scope_missing(scope);
  };
  for (const std::string_view scope : endpoint.scopes) demand(scope);
  for (const auto& [include, scope] : kIncludeScopes)
    if (has_parameter(call.request, "include", include)) demand(scope);
}

Reply Gate::answer(GateRequest& call, std::uint64_t number, std::chrono::milliseconds now) {
  Reply reply;
  const auto refuse = [&](const ApiError& error) {
    reply.status = error.status;
    reply.body = error_body(error, number);
  };
  const auto refuse_for = [&](std::int64_t seconds) {
    refuse(throttled(seconds));
    reply.headers = {{"Retry-After", std::to_string(seconds)}};  // and no RateLimit header, as the vendor documents
  };
  try {
    const Request& request = call.request;
    const Route route = find_route(request.method, request.path);
    if (route.endpoint == nullptr) {
      refuse(route.other_method
                 ? ApiError{405,
                            "method_not_allowed",
                            "Method not allowed.",
                            "Method \"" + request.method + "\" not allowed.",
                            {}}
                 : ApiError{404, "not_found", "Not found.", "The path " + request.path + " could not be found.", {}});
      return reply;
    }
    check_access(call, *route.endpoint);
    const Tier tier = tier_of(*route.endpoint, request);
    if (options_.limits || (options_.reports_per_day && tier == Tier::kReport)) {
      const Admission admission = limits_.admit(route.endpoint->path, tier, now);
      if (!admission.allowed) {
        refuse_for(admission.retry_after_seconds);
        return reply;
      }
      reply.headers = {{"RateLimit-Limit", limits_.header(tier, options_.simple_rate_headers)},
                       {"RateLimit-Remaining", std::to_string(admission.remaining)},
                       {"RateLimit-Reset", std::to_string(admission.reset_seconds)}};
    }
    reply.fault = faults_.of(number, address_of(request), has_parameter(request, "page[cursor]"));
    if (reply.fault == Fault::kTooManyRequests) {
      refuse_for(1);
      return reply;
    }
    if (reply.fault == Fault::kExpiredCursor) throw invalid("Invalid cursor provided.", "page[cursor]");
    if (reply.fault != Fault::kNoFault) {
      if (const int status = kFaultKinds[static_cast<std::size_t>(reply.fault)].status; status != 0) {
        refuse(server_error(status));
        return reply;
      }
    }
    call.request.now = std::chrono::floor<std::chrono::seconds>(now).count();
    reply.body = api_.answer(*route.endpoint, route.id, request);
    if (reply.fault == Fault::kNotJson) reply.body = "<!DOCTYPE html><html><body>Checking your browser</body></html>";
    if (reply.fault == Fault::kCutJson) reply.body.resize(reply.body.size() / 2);
  } catch (const ApiError& error) {
    refuse(error);
  }
  return reply;
}

Reply Gate::handle(GateRequest call, std::chrono::milliseconds now) {
  const std::uint64_t number = requests_.fetch_add(1);
  Reply reply = answer(call, number, now);
  const Route route = find_route(call.request.method, call.request.path);
  const std::string path =
      route.endpoint != nullptr ? std::string(route.endpoint->path) : std::string("(no such path)");
  const std::lock_guard lock(mutex_);
  ++counts_[path + " " + std::to_string(reply.status)];
  if (reply.fault != Fault::kNoFault)
    ++counts_["fault " + std::string(kFaultKinds[static_cast<std::size_t>(reply.fault)].name)];
  return reply;
}

std::map<std::string, std::uint64_t> Gate::counts() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

}  // namespace klaviyo_sim

// Answers that a sound server never gives: cut, reset, stalled, slow or damaged on their way.
#pragma once

#include <string>

#include "server/fault_kinds.h"

namespace httplib {
struct Request;
struct Response;
}  // namespace httplib

namespace klaviyo_sim {

constexpr const char* kContentType = "application/vnd.api+json";

/// Whether the fault is of the transport, so that answer_badly() knows it.
bool is_bad_answer(Fault fault);

/// Sends the body, or not, as the fault wants it. Status and headers are in `response` already.
void answer_badly(Fault fault, const httplib::Request& request, httplib::Response& response, std::string body);

}  // namespace klaviyo_sim

#include "api/json_api.h"

#include <fmt/format.h>

#include <chrono>

#include "shop/ids.h"

namespace klaviyo_sim {

ApiError invalid(std::string detail, std::string parameter) {
  return {400, "invalid", "Invalid input.", std::move(detail), std::move(parameter)};
}

ApiError not_found(std::string_view type, std::string_view id) {
  return {404, "not_found", "Not found.", fmt::format("A {} with id {} does not exist.", type, id), {}};
}

ApiError not_authenticated() {
  return {401, "authentication_failed", "Authentication failed.", "Incorrect authentication credentials.", {}};
}

ApiError scope_missing(std::string_view scope) {
  return {403,
          "permission_denied",
          "You do not have permission to perform this action.",
          fmt::format("Your API key is missing the required scope: {}", scope),
          {}};
}

ApiError throttled(std::int64_t retry_after_seconds) {
  return {429,
          "throttled",
          "Request was throttled.",
          fmt::format("Request was throttled. Expected available in {} second{}.", retry_after_seconds,
                      retry_after_seconds == 1 ? "" : "s"),
          {}};
}

std::string error_body(const ApiError& error, std::uint64_t request_number) {
  Json item;
  item["id"] = uuid(0xe77, request_number);
  item["status"] = error.status;
  item["code"] = error.code;
  item["title"] = error.title;
  item["detail"] = error.detail;
  if (error.parameter.empty()) {
    item["source"]["pointer"] = error.status == 429 ? "/data" : "/data/";
  } else {
    item["source"]["parameter"] = error.parameter;
  }
  if (error.status != 404) {
    item["links"] = Json::object();
    item["meta"] = Json::object();
  }
  Json body;
  body["errors"] = Json::array({std::move(item)});
  // A detail repeats what the client sent, which need not be UTF-8.
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void append_time(std::string& out, UnixSeconds time) {
  const std::chrono::sys_seconds instant{std::chrono::seconds{time}};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day civil{day};
  const std::chrono::hh_mm_ss clock{instant - day};
  const auto two = [&out](auto value) {
    const auto number = static_cast<unsigned>(value);
    out += static_cast<char>('0' + number / 10);
    out += static_cast<char>('0' + number % 10);
  };
  const int year = static_cast<int>(civil.year());
  two(year / 100);
  two(year % 100);
  out += '-';
  two(static_cast<unsigned>(civil.month()));
  out += '-';
  two(static_cast<unsigned>(civil.day()));
  out += 'T';
  two(clock.hours().count());
  out += ':';
  two(clock.minutes().count());
  out += ':';
  two(clock.seconds().count());
  out += "+00:00";
}

std::string to_text(UnixSeconds time) {
  std::string text;
  append_time(text, time);
  return text;
}

Json time_or_null(UnixSeconds time) { return time == 0 ? Json(nullptr) : Json(to_text(time)); }

std::string json_text(std::string_view text) { return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string collection_of(std::string_view type) {
  if (type == "template-universal-content") return std::string(type);
  if (type.ends_with('y')) return std::string(type.substr(0, type.size() - 1)) + "ies";
  return std::string(type) + "s";
}

}  // namespace klaviyo_sim

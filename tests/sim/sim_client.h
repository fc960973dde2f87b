// Drives the simulator inside the test: a shop, its API and a clock, without HTTP.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "api/api.h"
#include "generate/generate.h"
#include "server/gate.h"

namespace klaviyo_sim {

inline Options small_options() {
  Options options;
  options.profiles = 150;
  options.days = 60;
  options.events = 3000;
  options.end = klytics::parse_date("2024-06-30");
  options.api_key = "pk_test";
  options.limits = false;
  return options;
}

class SimClient {
 public:
  explicit SimClient(Options options = small_options())
      : options_(std::move(options)),
        generated_(generate_shop(options_, *options_.end)),
        api_(generated_.shop, options_, "http://sim.test"),
        gate_(api_, options_) {}

  const Shop& shop() const { return generated_.shop; }
  std::chrono::milliseconds now{1'720'000'000'000};  // 2024-07-03, after the end of the small shop
  std::string authorization = "Klaviyo-API-Key pk_test";
  std::string revision = "2026-07-15";

  /// `target` is a path, or a link of an answer, with a percent-encoded query.
  Reply get(std::string target) { return send("GET", std::move(target), {}); }
  Reply post(std::string target, const nlohmann::json& body) { return send("POST", std::move(target), body.dump()); }

  nlohmann::json json(const std::string& target) {
    const Reply reply = get(target);
    EXPECT_EQ(reply.status, 200) << target << ' ' << reply.body;
    return nlohmann::json::parse(reply.body);
  }

  /// The data of every page, following links.next.
  std::vector<nlohmann::json> all(std::string target) {
    std::vector<nlohmann::json> items;
    for (int page = 0; page < 10'000; ++page) {
      const nlohmann::json document = json(target);
      if (!document.contains("data")) return items;
      for (const nlohmann::json& item : document["data"]) items.push_back(item);
      if (document["links"]["next"].is_null()) return items;
      target = document["links"]["next"];
    }
    ADD_FAILURE() << "no last page";
    return items;
  }

 private:
  static std::string decode(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '%' && i + 2 < text.size()) {
        result += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
        i += 2;
      } else {
        result += text[i];
      }
    return result;
  }

  Reply send(std::string method, std::string target, std::string body) {
    if (target.starts_with("http://sim.test")) target = target.substr(15);
    GateRequest call;
    call.request.method = std::move(method);
    call.request.path = target.substr(0, target.find('?'));
    call.request.body = std::move(body);
    call.authorization = authorization;
    call.revision = revision;
    std::string_view query = target.find('?') == std::string::npos
                                 ? std::string_view()
                                 : std::string_view(target).substr(target.find('?') + 1);
    while (!query.empty()) {
      const std::string_view part = query.substr(0, query.find('&'));
      query.remove_prefix(std::min(query.size(), part.size() + 1));
      const std::size_t equals = part.find('=');
      call.request.query.emplace_back(decode(part.substr(0, equals)), decode(part.substr(equals + 1)));
    }
    return gate_.handle(std::move(call), now);
  }

  Options options_;
  Generated generated_;
  Api api_;
  Gate gate_;
};

}  // namespace klaviyo_sim

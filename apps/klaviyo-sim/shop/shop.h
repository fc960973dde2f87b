// The simulated shop as plain values: who is in it, what it sends, what it sold, and every event. Built once by
// generate_shop(), read-only afterwards.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shop/people.h"
#include "shop/sales.h"
#include "shop/sendings.h"

namespace klaviyo_sim {

struct Event {
  UnixSeconds time;
  std::uint32_t number;  // order of generation: the source of its ids
  std::uint32_t profile;
  std::uint32_t subject = kNone;        // Message, Form, Product or Order, by kind
  std::uint32_t attributed_to = kNone;  // number of the event that earned this order
  std::uint32_t detail = 0;             // line of the order, form version, ...
  Kind kind;
  bool machine_open = false;
  bool late = false;
  bool lost = false;  // no longer shown
};

struct Shop {
  std::uint64_t seed = 0;
  std::string account_id;
  std::string name;
  std::string time_zone;
  std::string currency;
  UnixSeconds begin = 0;  // first instant of the first local day
  UnixSeconds end = 0;    // first instant after the last local day

  std::vector<Metric> metrics;
  std::vector<Profile> profiles;
  std::vector<Group> lists;
  std::vector<Group> segments;
  std::vector<TagGroup> tag_groups;
  std::vector<Tag> tags;
  std::vector<Message> messages;
  std::vector<Campaign> campaigns;
  std::vector<Flow> flows;
  std::vector<FlowAction> actions;
  std::vector<Form> forms;
  std::vector<Product> products;
  std::vector<Order> orders;
  std::vector<Event> events;  // by time, then number

  const Metric& metric(Kind kind) const { return metrics[static_cast<std::size_t>(kind)]; }
};

}  // namespace klaviyo_sim

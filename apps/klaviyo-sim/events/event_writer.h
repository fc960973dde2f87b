// Writes events as JSON:API objects straight into a string: everything that repeats is rendered once beforehand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shop/shop.h"

namespace klaviyo_sim {

/// Which parts of an event are written (fields[event]), and whether with its attributions.
struct EventView {
  bool timestamp = true;
  bool properties = true;
  bool datetime = true;
  bool uuid = true;
  bool relationships = true;  // a sparse field set drops them
  bool attributions = false;  // include=attributions
};

class EventWriter {
 public:
  /// Keeps a reference to the shop. `malformed` is the share of events that are broken on purpose, always the same ones
  /// in the same way.
  EventWriter(const Shop& shop, std::string base_url, double malformed);

  void append(std::string& out, const Event& event, const EventView& view) const;
  /// The included object of the event's attribution; nothing for an event without one. `attributed` is the touch.
  void append_attribution(std::string& out, const Event& event, const Event& attributed) const;
  std::string id_of(const Event& event) const;
  /// Keeps the text of every event as it is shown with its attributions, for append().
  void prerender();

 private:
  /// Ways to break a record, each seen in the wild.
  enum class Damage {
    kIntact,
    kNul,
    kLoneSurrogate,
    kHugeInteger,
    kNoTime,
    kFractionalTime,
    kNullId,
    kNoRelationships
  };

  Damage damage_of(const Event& event) const;
  void append_properties(std::string& out, const Event& event, Damage damage) const;
  void append_order(std::string& out, const Event& event) const;
  void append_reader(std::string& out, const Event& event) const;

  void render(std::string& out, const Event& event, const EventView& view) const;

  const Shop& shop_;
  std::string events_url_;
  double malformed_;
  std::vector<std::string> message_properties_;
  std::vector<std::string> message_relationships_;  // of the attribution
  std::vector<std::string> metric_data_;            // {"type":"metric","id":"..."}
  std::vector<std::string> products_;               // the name, quoted
  std::vector<std::string> forms_;
  std::vector<std::string> rendered_;  // by number of the event; empty unless prerendered
};

}  // namespace klaviyo_sim

// Events: by time, metric and profile, with their attributions, metrics and profiles.
#include <algorithm>
#include <cmath>
#include <set>

#include "api/api.h"
#include "shop/ids.h"
#include "shop/random.h"

namespace klaviyo_sim {
namespace {

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The half-open window that one bound on the time leaves; times of events are whole seconds.
void narrow(EventQuery& query, Operator op, double seconds) {
  // Beyond any date that can occur; keeps the conversion to integers defined.
  const double bound = std::clamp(seconds, -1e12, 1e12);
  const auto below = static_cast<UnixSeconds>(std::floor(bound));
  const auto above = static_cast<UnixSeconds>(std::ceil(bound));
  switch (op) {
    case kGreaterThan:
      query.from = std::max(query.from, below + 1);
      break;
    case kGreaterOrEqual:
      query.from = std::max(query.from, above);
      break;
    case kLessThan:
      query.to = std::min(query.to, above);
      break;
    case kLessOrEqual:
      query.to = std::min(query.to, below + 1);
      break;
    default:
      break;
  }
}

EventView view_of(const Parameters& parameters) {
  EventView view;
  view.attributions = contains(parameters.includes, "attributions");
  if (const std::vector<std::string>* fields = parameters.fields_of("event")) {
    view.timestamp = contains(*fields, "timestamp");
    view.properties = contains(*fields, "event_properties");
    view.datetime = contains(*fields, "datetime");
    view.uuid = contains(*fields, "uuid");
    view.relationships = contains(parameters.includes, "metric") || contains(parameters.includes, "profile");
  }
  return view;
}

}  // namespace

EventQuery Api::event_query(const Endpoint& endpoint, const Parameters& parameters, const Request& request) const {
  EventQuery query;
  query.descending = parameters.descending;
  if (parameters.filter.empty()) return query;
  for (const Term& term : parse_filter(parameters.filter, endpoint.filters, endpoint.type, request.now)) {
    if (term.rule->name == "metric_id") {
      std::bitset<kKinds> wanted;
      for (const FieldValue& value : term.values)
        for (std::size_t kind = 0; kind < kKinds; ++kind)
          if (shop_.metrics[kind].id == std::get<std::string>(value)) wanted.set(kind);
      query.kinds &= wanted;
    } else if (term.rule->name == "profile_id") {
      const auto profile = catalog_.profiles().find(std::get<std::string>(term.values.front()));
      if (!profile) {
        query.kinds.reset();
      } else {
        query.profile = static_cast<std::uint32_t>(*profile);
      }
    } else if (!term.values.empty()) {
      narrow(query, term.op, std::get<double>(term.values.front()));
    }
  }
  return query;
}

std::string Api::event_includes(const std::vector<std::uint32_t>& positions, const Parameters& parameters) const {
  std::string text;
  const auto separate = [&text] {
    if (!text.empty()) text += ',';
  };
  if (contains(parameters.includes, "attributions"))
    for (const std::uint32_t position : positions) {
      const Event& event = shop_.events[position];
      if (event.attributed_to == kNone) continue;
      const std::optional<std::uint32_t> touch = complete_.find(event.attributed_to);
      if (!touch) continue;
      separate();
      writer_.append_attribution(text, event, shop_.events[*touch]);
    }
  const auto append_objects = [&](const Source& source, const std::set<std::size_t>& indices) {
    const ObjectView view = parameters.view(std::string(source.type()), base_url_, false);
    for (const std::size_t index : indices) {
      separate();
      text += source.object(index, view).dump();
    }
  };
  if (contains(parameters.includes, "metric")) {
    std::set<std::size_t> metrics;
    for (const std::uint32_t position : positions)
      metrics.insert(static_cast<std::size_t>(shop_.events[position].kind));
    append_objects(source_of("metric"), metrics);
  }
  if (contains(parameters.includes, "profile")) {
    std::set<std::size_t> profiles;
    for (const std::uint32_t position : positions) profiles.insert(shop_.events[position].profile);
    append_objects(catalog_.profiles(), profiles);
  }
  return text;
}

std::string Api::events(const Endpoint& endpoint, const Request& request) {
  event_requests_.fetch_add(1);
  const Parameters parameters = parse_parameters(endpoint, request);
  const EventQuery query = event_query(endpoint, parameters, request);
  std::optional<EventCursor> cursor;
  if (parameters.cursor) {
    cursor = decode_event_cursor(*parameters.cursor, shop_.seed);
    if (!cursor) throw invalid("Invalid cursor provided.", "page[cursor]");
    cursor->repeats = cursor->forward && parameters.page_size > 1 && options_.events_per_page > 1 &&
                      to_unit(mix(shop_.seed + 78, cursor->number)) < options_.faults.duplicated;
  }
  const std::size_t page_size = std::min(parameters.page_size, static_cast<std::size_t>(options_.events_per_page));
  const EventPage page = index().page(query, cursor, page_size);
  std::string body;
  constexpr std::size_t kBytesPerEvent = 1100;  // a little above what is usual, to allocate once
  body.reserve(page.positions.size() * kBytesPerEvent + 2048);
  body += "{\"data\":[";
  const EventView view = view_of(parameters);
  for (const std::uint32_t position : page.positions) {
    if (body.back() == '}') body += ',';
    writer_.append(body, shop_.events[position], view);
  }
  body += ']';
  if (!parameters.includes.empty()) body += ",\"included\":[" + event_includes(page.positions, parameters) + "]";
  std::optional<std::string> previous, next;
  if (!page.positions.empty()) {
    const auto cursor_at = [&](std::uint32_t position, bool forward) {
      return encode(EventCursor{shop_.events[position].time, shop_.events[position].number, forward}, shop_.seed);
    };
    if (page.has_previous) previous = cursor_at(page.positions.front(), false);
    if (page.has_next) next = cursor_at(page.positions.back(), true);
  }
  body += ",\"links\":" + page_links(base_url_, request, previous, next).dump() + "}";
  return body;
}

std::string Api::event(const Endpoint& endpoint, std::string_view id, const Request& request) {
  const Parameters parameters = parse_parameters(endpoint, request);
  const std::optional<std::uint64_t> number = parse_event_id(shop_.seed, id);
  if (!number) throw invalid("Invalid Event ID: '" + std::string(id) + "'");
  const std::optional<std::uint32_t> position = index().find(*number);
  if (!position) throw not_found("event", id);
  std::string body = "{\"data\":";
  writer_.append(body, shop_.events[*position], view_of(parameters));
  if (!parameters.includes.empty()) body += ",\"included\":[" + event_includes({*position}, parameters) + "]";
  body += ",\"links\":{\"self\":" + json_text(link(base_url_, request, std::nullopt)) + "}}";
  return body;
}

}  // namespace klaviyo_sim

#include "presentation/render/overview.h"

#include "presentation/render/charts.h"
#include "presentation/render/json_writer.h"
#include "presentation/render/rates.h"

namespace klytics::presentation {
namespace {

void figure(JsonWriter& json, std::string_view name, const Decimal& current, const Decimal& previous) {
  json.key(name).begin_object();
  json.key("current").number(current);
  json.key("previous").number(previous);
  json.key("change").number(percentage_change(current, previous));
  json.end_object();
}

void figure(JsonWriter& json, std::string_view name, std::int64_t current, std::int64_t previous) {
  figure(json, name, Decimal{current, 0}, Decimal{previous, 0});
}

void message_channels(JsonWriter& json, const std::vector<ChannelCounts>& channels) {
  json.key("messageChannels").begin_array();
  for (const auto& [channel, counts] : channels) {
    json.begin_object();
    json.key("channel").text(channel);
    json.key("sent").number(sent(counts));
    json.key("openRate").number(open_rate(counts));
    json.key("humanOpenRate").number(human_open_rate(counts));
    json.key("clickRate").number(click_rate(counts));
    json.key("conversionRate").number(conversion_rate(counts));
    json.end_object();
  }
  json.end_array();
}

}  // namespace

std::string overview(const RangeValues& values) {
  const Totals& current = values.current;
  const Totals& previous = values.previous;
  const MessageCounts now = current.messages();
  const MessageCounts before = previous.messages();
  JsonWriter json;
  json.begin_object();
  figure(json, "revenue", current.revenue, previous.revenue);
  figure(json, "subscribers", current.subscribers, previous.subscribers);
  figure(json, "openRate", open_rate(now), open_rate(before));
  figure(json, "clickRate", click_rate(now), click_rate(before));
  figure(json, "conversionRate", conversion_rate(now), conversion_rate(before));
  figure(json, "formSubmissions", current.form_submissions, previous.form_submissions);
  json.key("channels");
  write_distribution(json, current.revenue_by_source);
  figure(json, "humanOpenRate", human_open_rate(now), human_open_rate(before));
  message_channels(json, current.channels);
  json.end_object();
  return json.take();
}

}  // namespace klytics::presentation

// Campaign and flow reports: one row a message, its events counted under the moment at which each person was sent it.
#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "events/event_values.h"
#include "reports/reports.h"

namespace klaviyo_sim {
namespace {

struct Tally {
  double delivered = 0, bounced = 0, failed = 0, opens = 0, clicks = 0, conversions = 0, unsubscribes = 0, spam = 0;
  std::int64_t money = 0;
  std::unordered_set<std::uint32_t> openers, clickers, buyers, leavers;
};

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }
double count(const std::unordered_set<std::uint32_t>& people) { return static_cast<double>(people.size()); }

void add(Tally& tally, const Shop& shop, const Event& event) {
  switch (event.kind) {
    case Kind::kReceivedEmail:
    case Kind::kReceivedText:
    case Kind::kReceivedPush:
      ++tally.delivered;
      break;
    case Kind::kBouncedEmail:
    case Kind::kBouncedPush:
      ++tally.bounced;
      break;
    case Kind::kFailedText:
      ++tally.failed;
      break;
    case Kind::kOpenedEmail:
    case Kind::kOpenedPush:
      ++tally.opens;
      tally.openers.insert(event.profile);
      break;
    case Kind::kClickedEmail:
    case Kind::kClickedText:
      ++tally.clicks;
      tally.clickers.insert(event.profile);
      break;
    case Kind::kUnsubscribedEmail:
      ++tally.unsubscribes;
      tally.leavers.insert(event.profile);
      break;
    case Kind::kSpamEmail:
      ++tally.spam;
      break;
    case Kind::kDroppedEmail:
      break;
    default:  // a conversion
      ++tally.conversions;
      tally.money += money_of(shop, event);
      tally.buyers.insert(event.profile);
  }
}

double statistic(const Tally& tally, std::string_view name) {
  const double recipients = tally.delivered + tally.bounced + tally.failed;
  const double money = static_cast<double>(tally.money) / kMoneyScale;
  if (name == "recipients") return recipients;
  if (name == "delivered") return tally.delivered;
  if (name == "delivery_rate") return share(tally.delivered, recipients);
  if (name == "bounced") return tally.bounced;
  if (name == "bounce_rate") return share(tally.bounced, recipients);
  if (name == "failed") return tally.failed;
  if (name == "failed_rate") return share(tally.failed, recipients);
  if (name == "bounced_or_failed") return tally.bounced + tally.failed;
  if (name == "bounced_or_failed_rate") return share(tally.bounced + tally.failed, recipients);
  if (name == "opens") return tally.opens;
  if (name == "opens_unique") return count(tally.openers);
  if (name == "open_rate") return share(count(tally.openers), tally.delivered);
  if (name == "clicks") return tally.clicks;
  if (name == "clicks_unique") return count(tally.clickers);
  if (name == "click_rate") return share(count(tally.clickers), tally.delivered);
  if (name == "click_to_open_rate") return share(count(tally.clickers), count(tally.openers));
  if (name == "conversions") return tally.conversions;
  if (name == "conversion_uniques") return count(tally.buyers);
  if (name == "conversion_rate") return share(count(tally.buyers), tally.delivered);
  if (name == "conversion_value") return money;
  if (name == "average_order_value") return share(money, tally.conversions);
  if (name == "revenue_per_recipient") return share(money, tally.delivered);
  if (name == "unsubscribes") return tally.unsubscribes;
  if (name == "unsubscribe_uniques") return count(tally.leavers);
  if (name == "unsubscribe_rate") return share(count(tally.leavers), tally.delivered);
  if (name == "spam_complaints") return tally.spam;
  if (name == "spam_complaint_rate") return share(tally.spam, tally.delivered);
  return 0;  // message_segment_count_sum and text_message_*: the simulated texts cost nothing
}

Json grouping(const Shop& shop, const Message& message, std::string_view name) {
  const bool campaign = message.campaign != kNone;
  const std::vector<std::uint32_t>& tags =
      campaign ? shop.campaigns[message.campaign].tags : shop.flows[message.flow].tags;
  if (name == "campaign_id") return shop.campaigns[message.campaign].id;
  if (name == "flow_id") return shop.flows[message.flow].id;
  if (name == "flow_name") return shop.flows[message.flow].name;
  if (name == "campaign_message_id" || name == "flow_message_id") return message.id;
  if (name == "campaign_message_name" || name == "flow_message_name") return message.name;
  if (name == "send_channel") return send_channel(message.channel);
  if (name == "tag_id") return tags.empty() ? "" : shop.tags[tags.front()].id;
  if (name == "tag_name") return tags.empty() ? "" : shop.tags[tags.front()].name;
  return "";
}

}  // namespace

// An event belongs to the last time at which its person was sent its message.
const std::vector<UnixSeconds>& Reports::send_times() {
  const std::lock_guard lock(mutex_);
  if (!send_times_.empty() || shop_.events.empty()) return send_times_;
  send_times_.assign(shop_.events.size(), 0);
  std::unordered_map<std::uint64_t, UnixSeconds> last_sent;
  for (std::size_t i = 0; i < shop_.events.size(); ++i) {
    const Event& event = shop_.events[i];
    if (event.lost) continue;
    std::uint32_t message = message_of(event);
    if (message == kNone) message = attributed_message_of(shop_, index_, event);
    if (message == kNone) continue;
    UnixSeconds& sent = last_sent[(std::uint64_t{message} << 32) | event.profile];
    switch (event.kind) {
      case Kind::kReceivedEmail:
      case Kind::kBouncedEmail:
      case Kind::kReceivedText:
      case Kind::kFailedText:
      case Kind::kReceivedPush:
      case Kind::kBouncedPush:
        sent = event.time;
        break;
      default:
        break;
    }
    send_times_[i] = sent;
  }
  return send_times_;
}

std::vector<ReportRow> Reports::message_rows(const ReportQuery& query) {
  const std::vector<UnixSeconds>& sent_at = send_times();
  std::map<std::uint32_t, std::vector<Tally>> tallies;  // by message
  for (std::size_t i = 0; i < shop_.events.size(); ++i) {
    if (sent_at[i] < query.span.from || sent_at[i] >= query.span.to) continue;
    const Event& event = shop_.events[i];
    std::uint32_t message = message_of(event);
    if (message == kNone && event.kind == query.conversion) message = attributed_message_of(shop_, index_, event);
    if (message == kNone) continue;
    if ((shop_.messages[message].campaign != kNone) != (query.subject == "campaign")) continue;
    std::vector<Tally>& series = tallies[message];
    series.resize(query.buckets.size());
    add(series[*query.buckets.find(sent_at[i])], shop_, event);
  }
  std::vector<ReportRow> rows;
  for (const auto& [message, series] : tallies) {
    const Message& item = shop_.messages[message];
    const bool wanted = std::all_of(query.filter.begin(), query.filter.end(), [&](const Term& term) {
      return matches(term, to_field_value(grouping(shop_, item, term.rule->name), ValueKind::kString));
    });
    if (!wanted) continue;
    ReportRow row;
    for (const std::string& name : query.group_by) row.groupings[name] = grouping(shop_, item, name);
    for (const std::string& name : query.statistics) {
      std::vector<double>& values = row.values.emplace_back();
      for (const Tally& tally : series) values.push_back(statistic(tally, name));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace klaviyo_sim

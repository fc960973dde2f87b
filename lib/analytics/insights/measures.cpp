#include "analytics/insights/measures.h"

#include <algorithm>
#include <map>
#include <set>

#include "analytics/insights/partition.h"

namespace klytics::insights {
namespace {

constexpr std::chrono::days kSettling{5};  // until messages are opened and have led to orders: as long as they can
constexpr int kFewestDays = 7;             // that a period has left then

int weekday_of(Date day) { return static_cast<int>(std::chrono::weekday(day).c_encoding()); }

/// What is asked of the facts of one measure.
struct Question {
  std::string metric, title;
  Scale scale;
  bool is_plural;
  double DayTotals::*value;
  double DayTotals::*base;  // nullptr: a sum
};

const std::vector<Question> kQuestions = {
    {"revenue", "Revenue", Scale::kMoney, false, &DayTotals::revenue, nullptr},
    {"orders", "Orders", Scale::kCount, true, &DayTotals::orders, nullptr},
    {"customers", "Customers", Scale::kCount, true, &DayTotals::customers, nullptr},
    {"average_order_value", "The average order value", Scale::kRatio, false, &DayTotals::revenue, &DayTotals::orders},
    {"subscribers", "Subscribers", Scale::kGrowth, true, nullptr, nullptr},
    {"open_rate", "The open rate", Scale::kShare, false, &DayTotals::opens, &DayTotals::received},
    {"click_rate", "The click rate", Scale::kShare, false, &DayTotals::clicks, &DayTotals::received},
    {"conversion_rate", "The conversion rate", Scale::kShare, false, &DayTotals::converters, &DayTotals::received},
    {"unsubscribe_rate", "The unsubscribe rate", Scale::kShare, false, &DayTotals::unsubscribes, &DayTotals::received},
};

class Builder {
 public:
  explicit Builder(const DailyFacts& facts) : facts_(facts), settled_(facts.periods.current) {
    settled_.last = std::min(settled_.last, facts.periods.data_last - kSettling);
    for (const OrderFacts& order : facts.orders) {
      number(order.origin);
      messages_[order.origin.owner].insert(order.origin.message);
    }
    for (const MessageFacts& message : facts.messages) {
      number(message.origin);
      messages_[message.origin.owner].insert(message.origin.message);
    }
  }

  std::optional<Measure> answer(const Question& question) const {
    Measure measure{.metric = question.metric,
                    .title = question.title,
                    .scale = question.scale,
                    .is_plural = question.is_plural,
                    .noise = {1, question.scale == Scale::kCount, question.scale == Scale::kShare},
                    .current = {},
                    .previous = {}};
    DateRange current = facts_.periods.current;
    if (question.scale == Scale::kShare) current = settled_;
    if (current.last - current.first < std::chrono::days(kFewestDays - 1)) return std::nullopt;
    if (question.scale == Scale::kGrowth) return growth(std::move(measure));
    measure.current = totals(question, current);
    measure.previous = totals(question, facts_.periods.previous);
    if (facts_.periods.year_ago) measure.year_ago = totals(question, *facts_.periods.year_ago);
    measure.noise.memory = memory_of(totals(question, facts_.periods.history));
    if (question.metric == "customers")
      add_customers(measure);
    else if (question.scale == Scale::kShare)
      add_messages(measure, question, current);
    else
      add_orders(measure, question);
    const auto is_empty = [](const DailyValues& days) {
      return std::ranges::all_of(days.base.empty() ? days.value : days.base, [](double value) { return value == 0; });
    };
    if (is_empty(measure.current) && is_empty(measure.previous)) return std::nullopt;
    // There was nothing yet a year ago, or it was not collected: no change of the shop.
    if (measure.year_ago && is_empty(*measure.year_ago)) measure.year_ago.reset();
    return measure;
  }

 private:
  int number(const Origin& origin) {
    const auto [found, is_new] = numbers_.emplace(origin, static_cast<int>(origins_.size()));
    if (is_new) origins_.push_back(origin);
    return found->second;
  }

  DailyValues totals(const Question& question, const DateRange& range) const {
    DailyValues days{{}, {}, weekday_of(range.first)};
    for (Date day = range.first; day <= range.last; day += std::chrono::days{1}) {
      const DayTotals& all = facts_.on(day);
      days.value.push_back(all.*question.value);
      if (question.base != nullptr) days.base.push_back(all.*question.base);
    }
    return days;
  }

  Days days_of(const DateRange& current, bool has_base) const {
    const DateRange& previous = facts_.periods.previous;
    return {static_cast<std::size_t>(current.days()), static_cast<std::size_t>(previous.days()),
            weekday_of(current.first), weekday_of(previous.first), has_base};
  }

  /// nullopt outside of both periods.
  std::optional<Counted> counted(Date day, const DateRange& current, int origin, double value, double base) const {
    const DateRange& previous = facts_.periods.previous;
    const bool is_current = day >= current.first;
    if (day > current.last || day < previous.first) return std::nullopt;
    const Date first = is_current ? current.first : previous.first;
    return Counted{is_current, static_cast<std::size_t>((day - first).count()), origin, value, base};
  }

  /// The whole is what its parts add up to.
  static void set_total(Measure& measure, const Days& days, const std::vector<Counted>& all) {
    Part total = days.empty_part();
    for (const Counted& one : all) add(total, one);
    measure.current = std::move(total.current);
    measure.previous = std::move(total.previous);
  }

  std::string name_of(const std::string& kind, const std::string& id) const {
    const auto found = facts_.names.find({kind, id});
    return found == facts_.names.end() ? id : found->second;
  }

  void add_by_origin(Measure& measure, const Days& days, const std::vector<Counted>& all,
                     const std::vector<std::string>& kinds) const {
    for (const std::string& kind : kinds) {
      const auto name = [&](int number) -> std::optional<PartName> {
        const Origin& origin = origins_[static_cast<std::size_t>(number)];
        if (kind == "channel") return PartName{origin.channel, origin.channel};
        if (kind == "source") return PartName{origin.source, origin.source};
        if (kind != "message") {
          if (origin.source != kind || origin.owner.empty()) return std::nullopt;
          return PartName{origin.owner, name_of(kind, origin.owner)};
        }
        if (origin.message.empty() || messages_.at(origin.owner).size() < 2) return std::nullopt;
        return PartName{origin.message, name_of("flow", origin.owner) + ": " + name_of("message", origin.message)};
      };
      if (auto partition = make_partition(kind, days, all, name)) measure.partitions.push_back(std::move(*partition));
    }
  }

  void add_orders(Measure& measure, const Question& question) const {
    const bool is_ratio = question.base != nullptr;
    const auto value_of = [&](const auto& facts) { return question.metric == "orders" ? facts.orders : facts.revenue; };
    const DateRange& current = facts_.periods.current;
    const Days days = days_of(current, is_ratio);
    std::vector<Counted> all, by_customer;
    for (const OrderFacts& order : facts_.orders) {
      const auto one = counted(order.day, current, numbers_.at(order.origin), value_of(order), order.orders);
      if (!one) continue;
      all.push_back(*one);
      by_customer.push_back(*one);
      by_customer.back().origin = order.is_first ? 1 : 0;
    }
    set_total(measure, days, all);
    add_by_origin(measure, days, all,
                  is_ratio ? std::vector<std::string>{"channel", "source", "flow"}
                           : std::vector<std::string>{"channel", "source", "campaign", "flow", "form", "message"});
    add_customer_kind(measure, days, by_customer);
    if (!is_ratio) add_segments(measure, days, value_of);
  }

  void add_messages(Measure& measure, const Question& question, const DateRange& current) const {
    const Days days = days_of(current, true);
    std::vector<Counted> all;
    for (const MessageFacts& message : facts_.messages) {
      const double value = question.metric == "open_rate"         ? message.opens
                           : question.metric == "click_rate"      ? message.clicks
                           : question.metric == "conversion_rate" ? message.converters
                                                                  : message.unsubscribes;
      if (const auto one = counted(message.day, current, numbers_.at(message.origin), value, message.received))
        all.push_back(*one);
    }
    set_total(measure, days, all);
    add_by_origin(measure, days, all, {"channel", "source", "campaign", "flow", "message"});
  }

  /// `by_customer` has 1 for an origin where the order is the person's first.
  static void add_customer_kind(Measure& measure, const Days& days, const std::vector<Counted>& by_customer) {
    auto partition = make_partition("customers", days, by_customer, [](int is_first) {
      return is_first == 1 ? PartName{"new", "new"} : PartName{"returning", "returning"};
    });
    if (!partition) return;
    for (Part& part : partition->parts) part.origins.clear();
    measure.partitions.push_back(std::move(*partition));
  }

  /// Segments overlap: each is held against all others alone.
  void add_segments(Measure& measure, const Days& days, const auto& value_of) const {
    std::map<std::string, Part> members;
    for (const SegmentFacts& segment : facts_.segments) {
      const auto one = counted(segment.day, facts_.periods.current, 0, value_of(segment), 0);
      if (!one) continue;
      const auto [found, is_new] = members.try_emplace(segment.segment, days.empty_part());
      if (is_new) found->second.kind = "segment", found->second.id = segment.segment, found->second.name = segment.name;
      add(found->second, *one);
    }
    for (auto& [id, part] : members) {
      Part others = days.empty_part();
      others.kind = "segment";
      const auto rest = [](const DailyValues& whole, const DailyValues& part_of, DailyValues& left) {
        for (std::size_t i = 0; i < left.value.size(); ++i) left.value[i] = whole.value[i] - part_of.value[i];
      };
      rest(measure.current, part.current, others.current);
      rest(measure.previous, part.previous, others.previous);
      measure.partitions.push_back({"segment", {std::move(part), std::move(others)}});
    }
  }

  /// The people of a period are fewer than those of its days together: the days are scaled to them.
  static void scale(DailyValues& days, double people) {
    const double total = days.total();
    for (double& value : days.value) value *= total > 0 ? people / total : 0;
  }

  void add_customers(Measure& measure) const {
    const ComparedPeriods& periods = facts_.periods;
    const auto people = [&](const DateRange& range, const auto& chosen) {
      double sum = 0;
      for (const CustomerFacts& one : facts_.customers)
        if (one.days == range && chosen(one)) sum += one.customers;
      return sum;
    };
    const auto everybody = [](const CustomerFacts&) { return true; };
    scale(measure.current, people(periods.current, everybody));
    scale(measure.previous, people(periods.previous, everybody));
    if (measure.year_ago) scale(*measure.year_ago, people(*periods.year_ago, everybody));

    const Days days = days_of(periods.current, false);
    for (const char* kind : {"customers", "acquisition"}) {
      const bool by_kind = std::string_view(kind) == "customers";
      const auto name = [&](const CustomerFacts& one) {
        return by_kind ? std::string(one.is_new ? "new" : "returning") : one.acquisition;
      };
      std::map<std::string, Part> parts;
      for (const CustomerFacts& one : facts_.customers_by_day) {
        const auto here = counted(one.days.first, periods.current, 0, one.customers, 0);
        if (!here) continue;
        const auto [found, is_new] = parts.try_emplace(name(one), days.empty_part());
        if (is_new) found->second.kind = kind, found->second.id = found->second.name = name(one);
        add(found->second, *here);
      }
      if (parts.size() < 2) continue;
      Partition partition{kind, {}};
      for (auto& [id, part] : parts) {
        const auto chosen = [&](const CustomerFacts& one) { return name(one) == id; };
        scale(part.current, people(periods.current, chosen));
        scale(part.previous, people(periods.previous, chosen));
        partition.parts.push_back(std::move(part));
      }
      measure.partitions.push_back(std::move(partition));
    }
  }

  /// By how many the subscribers of each day are more than those of the day before.
  std::optional<Measure> growth(Measure measure) const {
    const auto changes = [&](const DateRange& range) -> std::optional<DailyValues> {
      DailyValues days{{}, {}, weekday_of(range.first)};
      for (Date day = range.first; day <= range.last; day += std::chrono::days{1}) {
        if (day == facts_.first) return std::nullopt;
        const auto &before = facts_.on(day - std::chrono::days{1}).subscribers, &after = facts_.on(day).subscribers;
        if (!before || !after) return std::nullopt;
        days.value.push_back(*after - *before);
      }
      return days;
    };
    const ComparedPeriods& periods = facts_.periods;
    auto current = changes(periods.current), previous = changes(periods.previous);
    if (!current || !previous) return std::nullopt;
    measure.current = std::move(*current);
    measure.previous = std::move(*previous);
    if (periods.year_ago) measure.year_ago = changes(*periods.year_ago);
    DateRange history = periods.history;
    while (history.first < history.last && !changes(history)) history.first += std::chrono::days{1};
    if (const auto known = changes(history)) measure.noise.memory = memory_of(*known);
    measure.level = facts_.on(periods.current.last).subscribers.value_or(0);
    measure.level_before = facts_.on(periods.previous.last).subscribers.value_or(0);
    return measure;
  }

  const DailyFacts& facts_;
  DateRange settled_;
  std::map<Origin, int> numbers_;
  std::vector<Origin> origins_;
  std::map<std::string, std::set<std::string>> messages_;  // owner -> its messages
};

}  // namespace

const std::vector<std::string>& measure_names() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const Question& question : kQuestions) names.push_back(question.metric);
    return names;
  }();
  return kNames;
}

std::vector<Measure> measures(const DailyFacts& facts, std::string_view only) {
  const Builder builder(facts);
  std::vector<Measure> all;
  for (const Question& question : kQuestions)
    if (only.empty() || question.metric == only)
      if (auto measure = builder.answer(question)) all.push_back(std::move(*measure));
  return all;
}

}  // namespace klytics::insights

// What happened on each local day of two periods, told by what led to it: what a search for changes reads. Values only.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/time.h"

namespace klytics {

/// A period and what it is held against.
struct ComparedPeriods {
  DateRange current;
  DateRange previous;                 // as many days, ending the day before
  std::optional<DateRange> year_ago;  // the same days 52 weeks before, where the facts reach
  DateRange history;                  // days before `current` that show how a day usually follows another
  Date data_last;                     // the last complete local day of the facts
};

/// The periods of facts that are complete from `data.first` to `data.last`. History is half a year before the previous
/// period and the period itself, or what there is of it. Needs `current` and the period before within `data`.
ComparedPeriods compared_periods(const DateRange& current, const DateRange& data);

/// Where an order or a message comes from; an empty text is not known or not the case.
struct Origin {
  std::string channel;  // email, sms, push, none
  std::string source;   // campaign, flow, form, other
  std::string owner;    // id of the campaign, flow or form
  std::string message;  // id of the flow's message

  auto operator<=>(const Origin&) const = default;
};

/// Orders of a day, an origin, and people who had ordered before or not.
struct OrderFacts {
  Date day;
  Origin origin;
  bool is_first = false;
  double revenue = 0, orders = 0;  // money in the account's currency
};

/// Messages received on a day, and what was done with them then or later.
struct MessageFacts {
  Date day;
  Origin origin;
  double received = 0, opens = 0, clicks = 0, unsubscribes = 0, converters = 0;  // unique opens and clicks
};

/// Distinct people who ordered in some days.
struct CustomerFacts {
  DateRange days;
  bool is_new = false;      // the first order lies in these days
  std::string acquisition;  // source of the person's first order
  double customers = 0;
};

/// Orders of a day by people who were members of a segment when it began.
struct SegmentFacts {
  Date day;
  std::string segment, name;
  double revenue = 0, orders = 0;
};

/// Everything of one day.
struct DayTotals {
  double revenue = 0, orders = 0, customers = 0;
  double received = 0, opens = 0, clicks = 0, unsubscribes = 0, converters = 0;
  std::optional<double> subscribers;  // at its end
};

struct DailyFacts {
  ComparedPeriods periods;
  std::string currency;
  Date first;                      // of `totals`
  std::vector<DayTotals> totals;   // every day up to the last of `current`
  std::vector<OrderFacts> orders;  // this and all below: of `current` and `previous`
  std::vector<MessageFacts> messages;
  std::vector<CustomerFacts> customers_by_day;
  std::vector<CustomerFacts> customers;                              // of whole periods, a year ago too
  std::vector<SegmentFacts> segments;                                // those whose members were known all the time
  std::map<std::pair<std::string, std::string>, std::string> names;  // (campaign, flow, form or message; id) -> name

  /// Throws Error(kInternal) for a day that is not there.
  const DayTotals& on(Date day) const;
};

}  // namespace klytics

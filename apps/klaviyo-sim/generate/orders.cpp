// Purchases: the real ones of a file, or simulated ones; and the events that each leaves.
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "generate/builder.h"
#include "shop/names.h"

namespace klaviyo_sim {
namespace {

constexpr double kRefunds = 0.04;

// A decimal text as an integer of its last place: "22.20" -> 2220 with two places.
std::int64_t to_units(std::string_view decimal, int& places) {
  const std::size_t point = decimal.find('.');
  places = point == std::string_view::npos ? 0 : static_cast<int>(decimal.size() - point - 1);
  std::int64_t units = 0;
  for (const char c : decimal)
    if (c != '.') units = units * 10 + (c - '0');
  return units;
}

std::string to_decimal(std::int64_t units, int places) {
  std::string digits = fmt::format("{:0{}}", units, places + 1);
  if (places > 0) digits.insert(digits.size() - static_cast<std::size_t>(places), ".");
  return digits;
}

std::int64_t to_cents(std::string_view decimal) {
  int places = 0;
  std::int64_t units = to_units(decimal, places);
  for (; places < 2; ++places) units *= 10;
  for (; places > 2; --places) units /= 10;
  return units;
}

}  // namespace

// One to three lines whose values sum exactly to the amount.
std::vector<OrderLine> Builder::lines_for(std::string_view amount, std::int64_t items) {
  int places = 0;
  std::int64_t units = to_units(amount, places);
  std::int64_t pieces = std::max<std::int64_t>(1, items < 0 ? -items : items);
  const auto count = static_cast<std::int64_t>(1 + random_.below(3));
  std::vector<OrderLine> lines;
  for (std::int64_t left = std::min({count, pieces, std::max<std::int64_t>(units, 1)}); left > 0; --left) {
    const std::int64_t value = left == 1 ? units : random_.between(1, units - left + 1);
    const std::int64_t quantity = left == 1 ? pieces : random_.between(1, pieces - left + 1);
    units -= value;
    pieces -= quantity;
    lines.push_back({random_.below(static_cast<std::uint32_t>(shop_.products.size())),
                     static_cast<std::uint32_t>(quantity), to_decimal(value, places)});
  }
  return lines;
}

void Builder::add_file_orders(const OrdersFile& file, std::chrono::days shift) {
  std::unordered_map<std::string, std::uint32_t> customers;
  for (const FileOrder& row : file.orders) {
    Order order;
    order.invoice = row.invoice;
    order.amount = row.amount;
    order.country = row.country;
    order.items = row.items < 0 ? -row.items : row.items;
    order.refund = row.refund;
    order.placed_at =
        std::chrono::floor<std::chrono::seconds>(zone_.from_local(row.placed_at + shift)).time_since_epoch().count();
    const auto known = row.customer_id.empty() ? customers.end() : customers.find(row.customer_id);
    if (known != customers.end()) {
      order.profile = known->second;
    } else {
      order.profile = static_cast<std::uint32_t>(shop_.profiles.size());
      Profile& profile = new_profile(order.placed_at);
      profile.country = row.country;
      if (row.customer_id.empty()) {
        profile.guest = true;
        profile.engagement = 0;
      } else {
        profile.external_id = row.customer_id;
        set_consent_of_buyer(profile, order.placed_at);
        customers.emplace(row.customer_id, order.profile);
      }
    }
    order.lines = lines_for(order.amount, order.items);
    shop_.orders.push_back(std::move(order));
  }
}

void Builder::add_simulated_orders(std::uint64_t count) {
  std::vector<double> cumulative;
  double sum = 0;
  for (Profile& profile : shop_.profiles) cumulative.push_back(sum += static_cast<double>(profile.propensity));
  std::size_t present = 0;
  for (int day = 0; day < day_count(); ++day) {
    const int today = random_.poisson(static_cast<double>(count) / day_count() * day_weight(day));
    std::vector<UnixSeconds> moments;
    for (int i = 0; i < today; ++i) moments.push_back(moment_of(day));
    std::sort(moments.begin(), moments.end());
    for (const UnixSeconds moment : moments) {
      while (present < shop_.profiles.size() && shop_.profiles[present].created < moment) ++present;
      if (present == 0) continue;
      const double target = random_.unit() * cumulative[present - 1];
      const auto end = cumulative.begin() + static_cast<std::ptrdiff_t>(present);
      const auto buyer = static_cast<std::uint32_t>(
          std::min<std::ptrdiff_t>(std::upper_bound(cumulative.begin(), end, target) - cumulative.begin(),
                                   static_cast<std::ptrdiff_t>(present) - 1));
      Order order;
      order.invoice = std::to_string(100'000 + shop_.orders.size());
      order.profile = buyer;
      order.placed_at = moment;
      order.country = shop_.profiles[buyer].country;
      const auto cents = static_cast<std::int64_t>(1200 + 4800 * random_.exponential());
      order.amount = to_decimal(is_sale(day) ? cents * 8 / 10 : cents, 2);
      order.items = 1 + static_cast<std::int64_t>(random_.exponential() * 2);
      order.lines = lines_for(order.amount, order.items);
      if (random_.chance(kRefunds)) {
        Order refund = order;
        refund.invoice = "R" + order.invoice;
        refund.refund = true;
        refund.placed_at += random_.between(kDay, 30 * kDay);
        shop_.orders.push_back(std::move(order));
        if (refund.placed_at < shop_.end) shop_.orders.push_back(std::move(refund));
      } else {
        shop_.orders.push_back(std::move(order));
      }
      Profile& profile = shop_.profiles[buyer];
      if (profile.external_id.empty()) profile.external_id = std::to_string(20'000 + buyer);
    }
  }
}

void Builder::add_order_events() {
  for (std::uint32_t i = 0; i < shop_.orders.size(); ++i) {
    const Order& order = shop_.orders[i];
    if (order.refund) {
      add_event(Kind::kRefundedOrder, order.placed_at, order.profile, i);
      continue;
    }
    Profile& profile = shop_.profiles[order.profile];
    if (order.placed_at < profile.created) profile.created = order.placed_at;  // a file need not be sorted
    ++profile.orders;
    profile.spent_cents += to_cents(order.amount);
    if (profile.first_order_at == 0) profile.first_order_at = order.placed_at;
    profile.last_order_at = std::max(profile.last_order_at, order.placed_at);
    if (!profile.guest) {
      const UnixSeconds started = order.placed_at - random_.between(2 * kMinute, 40 * kMinute);
      if (started >= profile.created) add_event(Kind::kCheckoutStarted, started, order.profile, i);
    }
    add_event(Kind::kPlacedOrder, order.placed_at, order.profile, i);
    for (std::uint32_t line = 0; line < order.lines.size(); ++line)
      add_event(Kind::kOrderedProduct, order.placed_at, order.profile, i, line);
    add_event(Kind::kFulfilledOrder, order.placed_at + random_.between(4 * kHour, 3 * kDay), order.profile, i);
  }
  index_orders();
}

void Builder::index_orders() {
  orders_of_.assign(shop_.profiles.size(), {});
  for (const Order& order : shop_.orders)
    if (!order.refund) orders_of_[order.profile].push_back(order.placed_at);
  for (std::vector<UnixSeconds>& times : orders_of_) std::sort(times.begin(), times.end());
}

UnixSeconds Builder::next_order(std::uint32_t profile, UnixSeconds after, UnixSeconds until) const {
  const std::vector<UnixSeconds>& times = orders_of_[profile];
  const auto found = std::upper_bound(times.begin(), times.end(), after);
  return found != times.end() && *found < until ? *found : 0;
}

}  // namespace klaviyo_sim

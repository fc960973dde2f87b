#include "generate/builder.h"

#include <algorithm>
#include <array>

#include "shop/ids.h"

namespace klaviyo_sim {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

UnixSeconds seconds_of(klytics::Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

// January to December: a gift shop lives from the autumn.
constexpr std::array<double, 12> kMonthFactors = {0.82, 0.80, 0.90, 0.92, 0.98, 0.94,
                                                  0.88, 0.86, 1.00, 1.08, 1.42, 1.40};
// Sunday to Saturday.
constexpr std::array<double, 7> kWeekdayFactors = {0.88, 1.12, 1.10, 1.05, 1.04, 0.98, 0.83};
constexpr double kSaleFactor = 1.9;
constexpr double kGrowthPerDay = 0.35 / 365;
constexpr double kNoise = 0.08;

}  // namespace

Builder::Builder(const Options& options, klytics::Date first, klytics::Date last)
    : options_(options), zone_(options.time_zone), first_day_(first), random_(mix(options.seed, 0x5409)) {
  shop_.seed = options.seed;
  shop_.time_zone = options.time_zone;
  shop_.currency = options.currency;
  shop_.name = "Willow & Finch";
  shop_.account_id = short_id(options.seed, ids_++);
  for (klytics::Date day = first; day <= last + days{1}; day += days{1})
    day_begins_.push_back(seconds_of(zone_.start_of(day)));
  shop_.begin = day_begins_.front();
  shop_.end = day_begins_.back();

  double sum = 0;
  for (int day = 0; day < day_count(); ++day) {
    const klytics::Date date = first + days{day};
    const double month = kMonthFactors[static_cast<unsigned>(year_month_day{date}.month()) - 1];
    const double weekday = kWeekdayFactors[std::chrono::weekday{date}.c_encoding()];
    const double noise = std::max(0.4, 1 + kNoise * random_.normal());
    const double weight = (1 + kGrowthPerDay * day) * month * weekday * noise * (is_sale(day) ? kSaleFactor : 1);
    day_weights_.push_back(weight);
    cumulative_weights_.push_back(sum += weight);
  }
  for (double& weight : day_weights_) weight *= day_count() / sum;
}

bool Builder::is_sale(int day) const {
  const klytics::Date date = first_day_ + days{day};
  const year_month_day civil{date};
  const auto month = static_cast<unsigned>(civil.month());
  const auto day_of_month = static_cast<unsigned>(civil.day());
  // Black Friday to Cyber Monday: the four days from the Friday after the fourth Thursday of November.
  const klytics::Date thursday{civil.year() / std::chrono::November / std::chrono::Thursday[4]};
  if (date > thursday && date <= thursday + days{4}) return true;
  return (month == 6 && day_of_month >= 24 && day_of_month <= 26) || (month == 1 && day_of_month <= 3);
}

UnixSeconds Builder::moment_of(int day) {
  // The mean of two uniforms is a triangle that peaks in the middle, here at 15:00.
  const double hour = 7 + 16 * (random_.unit() + random_.unit()) / 2;
  const auto offset = static_cast<UnixSeconds>(hour * 3600);
  return std::min(day_begin(day) + offset, day_begin(day + 1) - 1);
}

int Builder::day_of(UnixSeconds time) const {
  const auto next = std::upper_bound(day_begins_.begin(), day_begins_.end(), time);
  return std::clamp(static_cast<int>(next - day_begins_.begin()) - 1, 0, day_count() - 1);
}

int Builder::draw_day(int first) {
  const double floor = first > 0 ? cumulative_weights_[static_cast<std::size_t>(first) - 1] : 0;
  const double target = floor + random_.unit() * (cumulative_weights_.back() - floor);
  const auto found = std::upper_bound(cumulative_weights_.begin(), cumulative_weights_.end(), target);
  return std::clamp(static_cast<int>(found - cumulative_weights_.begin()), first, day_count() - 1);
}

std::uint32_t Builder::add_event(Kind kind, UnixSeconds time, std::uint32_t profile, std::uint32_t subject,
                                 std::uint32_t detail) {
  if (time < shop_.begin || time >= shop_.end) return kNone;
  const auto number = static_cast<std::uint32_t>(shop_.events.size());
  Event event{};
  event.time = time;
  event.number = number;
  event.profile = profile;
  event.subject = subject;
  event.detail = detail;
  event.kind = kind;
  shop_.events.push_back(event);
  return number;
}

}  // namespace klaviyo_sim

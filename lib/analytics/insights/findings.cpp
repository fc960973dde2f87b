#include "analytics/insights/findings.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analytics/insights/false_discovery.h"
#include "analytics/series/robust_scale.h"

namespace klytics::insights {
namespace {

double base_of(const DailyValues& days) { return std::accumulate(days.base.begin(), days.base.end(), 0.0); }

/// The rate, missing of nothing.
std::optional<double> rate_of(const DailyValues& days) {
  return base_of(days) > 0 ? std::optional(days.quantity()) : std::nullopt;
}

Difference difference_of(const DailyValues& first, const DailyValues& second, const Noise& noise) {
  return first.base.empty() ? sum_difference(first, second, noise) : rate_difference(first, second, noise);
}

void set_significance(Finding& finding, const Difference& difference) {
  finding.p_value = difference.p_value;
  finding.low = difference.low;
  finding.high = difference.high;
}

Finding total_of(std::size_t index, const Measure& measure, Against against) {
  const DailyValues& before = against == Against::kPrevious ? measure.previous : *measure.year_ago;
  const Difference difference = difference_of(measure.current, before, measure.noise);
  Finding finding;
  finding.measure = index;
  finding.against = against;
  finding.current = measure.current.base.empty() ? measure.current.total() : rate_of(measure.current);
  finding.previous = before.base.empty() ? before.total() : rate_of(before);
  finding.change = difference.estimate;
  if (difference.estimate != 0) finding.share = 1;
  set_significance(finding, difference);
  if (!finding.current || !finding.previous) finding.change = 0, finding.p_value.reset();
  return finding;
}

Finding part_of(std::size_t index, const Part& part, Effect effect, double change, double whole_change) {
  Finding finding;
  finding.measure = index;
  finding.effect = effect;
  finding.kind = part.kind;
  finding.id = part.id;
  finding.name = part.name;
  finding.change = change;
  if (whole_change != 0) finding.share = change / whole_change;
  finding.once = part.once;
  finding.origins = part.origins;
  return finding;
}

/// What a campaign is held against others by: near enough to normal for sums of money and counts, and for rates.
double comparable(const Part& part) {
  const double value = part.current.total() + part.previous.total();
  if (part.current.base.empty()) return std::log1p(std::fmax(value, 0));
  const double base = base_of(part.current) + base_of(part.previous);
  return std::log((value + 0.5) / (std::fmax(base - value, 0) + 0.5));
}

double plain(const Part& part) {
  const double value = part.current.total() + part.previous.total();
  return part.current.base.empty() ? value : value / (base_of(part.current) + base_of(part.previous));
}

/// Whether other campaigns can tell something of it: a rate of a handful of people is any rate.
bool is_comparable(const Part& part) {
  constexpr double kFewestPeople = 50;
  return part.once && (part.current.base.empty() || base_of(part.current) + base_of(part.previous) >= kFewestPeople);
}

void hold_against_peers(Finding& finding, const Partition& partition, const Part& part) {
  if (!is_comparable(part)) return;
  std::vector<double> others, usual;
  double count = 0, whole = 0;
  for (const Part& other : partition.parts) {
    if (&other == &part || !is_comparable(other)) continue;
    others.push_back(comparable(other));
    usual.push_back(plain(other));
    count += other.current.total() + other.previous.total();
    whole += base_of(other.current) + base_of(other.previous);
  }
  if (!usual.empty()) finding.usual = series::median(usual);
  if (part.minor) return;
  finding.p_value = peer_p_value(comparable(part), others);
  // A rate of few is far from that of others by chance alone.
  if (whole > 0)
    finding.p_value = std::fmax(*finding.p_value, binomial_p_value(part.current.total() + part.previous.total(),
                                                                   base_of(part.current) + base_of(part.previous),
                                                                   std::fmin(count / whole, 1)));
}

/// The days of a part's base within the whole's.
DailyValues within(const DailyValues& part, const DailyValues& whole) { return {part.base, whole.base, part.weekday}; }

void examine_sum(std::size_t index, const Measure& measure, const Partition& partition,
                 std::vector<Finding>& findings) {
  const double whole_change = measure.current.total() - measure.previous.total();
  for (const Part& part : partition.parts) {
    const double now = part.current.total(), before = part.previous.total();
    Finding finding = part_of(index, part, Effect::kPart, now - before, whole_change);
    finding.current = now;
    finding.previous = before;
    if (part.once)
      hold_against_peers(finding, partition, part);
    else if (!part.id.empty())
      set_significance(finding, sum_difference(part.current, part.previous, measure.noise));
    findings.push_back(std::move(finding));
  }
}

void examine_rate(std::size_t index, const Measure& measure, const Partition& partition,
                  std::vector<Finding>& findings) {
  const double whole_now = base_of(measure.current), whole_before = base_of(measure.previous);
  if (!(whole_now > 0) || !(whole_before > 0)) return;  // nothing to compare
  const double middle = (measure.current.quantity() + measure.previous.quantity()) / 2;
  const double whole_change = measure.current.quantity() - measure.previous.quantity();
  for (const Part& part : partition.parts) {
    const double weight_now = base_of(part.current) / whole_now, weight_before = base_of(part.previous) / whole_before;
    const std::optional<double> now = rate_of(part.current), before = rate_of(part.previous);
    const double rate_now = now.value_or(before.value_or(0)), rate_before = before.value_or(rate_now);
    const double by_rate = (weight_now + weight_before) / 2 * (rate_now - rate_before);
    const double by_mix = (weight_now - weight_before) * ((rate_now + rate_before) / 2 - middle);
    // Values that nothing was the base of, such as a late conversion: they belong to the rate.
    const double without_base =
        (now ? 0 : part.current.total() / whole_now) - (before ? 0 : part.previous.total() / whole_before);
    if (part.once) {
      Finding finding = part_of(index, part, Effect::kMix, by_rate + by_mix + without_base, whole_change);
      finding.current = now;
      finding.previous = before;
      hold_against_peers(finding, partition, part);
      findings.push_back(std::move(finding));
      continue;
    }
    Finding rate = part_of(index, part, Effect::kRate, by_rate + without_base, whole_change);
    rate.current = now;
    rate.previous = before;
    Finding mix = part_of(index, part, Effect::kMix, by_mix, whole_change);
    mix.current = weight_now;
    mix.previous = weight_before;
    if (!part.id.empty()) {
      if (now && before) set_significance(rate, rate_difference(part.current, part.previous, measure.noise));
      Noise of_share = measure.noise;
      of_share.is_share = true;
      set_significance(mix, rate_difference(within(part.current, measure.current),
                                            within(part.previous, measure.previous), of_share));
    }
    findings.push_back(std::move(rate));
    findings.push_back(std::move(mix));
  }
}

bool counts_more(const Finding& finding) {
  return finding.effect == Effect::kTotal && finding.against == Against::kPrevious;
}

void adjust(std::vector<Finding>& findings) {
  std::vector<double> p_values, weights;
  double totals = 0, others = 0;
  for (const Finding& finding : findings)
    if (finding.p_value) (counts_more(finding) ? totals : others) += 1;
  for (const Finding& finding : findings)
    if (finding.p_value) {
      p_values.push_back(*finding.p_value);
      weights.push_back(1 / (counts_more(finding) ? totals : others));
    }
  const std::vector<double> adjusted = weighted_p_values(p_values, weights);
  std::size_t next = 0;
  for (Finding& finding : findings)
    if (finding.p_value) finding.p_value = adjusted[next++];
}

}  // namespace

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::kTotal:
      return "total";
    case Effect::kPart:
      return "part";
    case Effect::kRate:
      return "rate";
    case Effect::kMix:
      break;
  }
  return "mix";
}

std::string_view to_string(Against against) { return against == Against::kPrevious ? "previous" : "year ago"; }

std::vector<Finding> examine(const std::vector<Measure>& measures) {
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < measures.size(); ++i) {
    const Measure& measure = measures[i];
    findings.push_back(total_of(i, measure, Against::kPrevious));
    if (measure.year_ago) findings.push_back(total_of(i, measure, Against::kYearAgo));
    for (const Partition& partition : measure.partitions)
      measure.current.base.empty() ? examine_sum(i, measure, partition, findings)
                                   : examine_rate(i, measure, partition, findings);
  }
  adjust(findings);
  return findings;
}

}  // namespace klytics::insights

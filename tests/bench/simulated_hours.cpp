#include "bench/simulated_hours.h"

#include <array>
#include <cmath>
#include <random>

namespace klytics::bench {
namespace {

constexpr std::array kKinds{HourKind::kRevenue,       HourKind::kSameDays,   HourKind::kOrders, HourKind::kSparse,
                            HourKind::kSparseRevenue, HourKind::kSparseDays, HourKind::kFlat,   HourKind::kFlatDays};
constexpr int kDay = 24, kWeek = 7;

bool has_profile(HourKind kind) { return kind != HourKind::kFlat && kind != HourKind::kFlatDays; }
bool is_daily(HourKind kind) { return kind == HourKind::kSparseDays || kind == HourKind::kFlatDays; }
bool is_sparse(HourKind kind) {
  return kind != HourKind::kRevenue && kind != HourKind::kSameDays && kind != HourKind::kOrders;
}

/// Relative demand of each hour of the week, or of each day of it; mean 1.
std::vector<double> profile_of(HourKind kind, std::mt19937& random) {
  std::uniform_real_distribution<double> uniform;
  std::normal_distribution<double> normal;
  const double noon = 11 + 3 * uniform(random), evening = 19 + 2 * uniform(random), share = 0.4 + uniform(random);
  const double width = 2 + uniform(random), night = 0.02 + 0.1 * uniform(random);
  const auto bump = [&](double hour, double centre) { return std::exp(-0.5 * std::pow((hour - centre) / width, 2)); };
  std::vector<double> profile;
  for (int day = 0; day < kWeek; ++day) {
    const bool weekend = day >= 5 && kind != HourKind::kSameDays;
    const double height = kind == HourKind::kSameDays ? 1 : std::exp(0.3 * normal(random));
    if (is_daily(kind)) profile.push_back(weekend && day == 6 ? 0.1 * height : height * height);
    for (int hour = 0; hour < kDay && !is_daily(kind); ++hour) {
      const double later = weekend ? 1.5 : 0;
      profile.push_back(height * (night + bump(hour, noon + later) + share * bump(hour, evening + later / 2)));
    }
  }
  double mean = 0;
  for (const double value : profile) mean += value / static_cast<double>(profile.size());
  for (double& value : profile) value = has_profile(kind) ? value / mean : 1.0;
  return profile;
}

}  // namespace

std::string_view to_string(HourKind kind) {
  constexpr std::array<std::string_view, 8> kNames{"revenue",        "same_days",   "orders", "sparse",
                                                   "sparse_revenue", "sparse_days", "flat",   "flat_days"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::span<const HourKind> hour_kinds() { return kKinds; }

int season_of(HourKind kind) { return is_daily(kind) ? kWeek : kDay; }

std::vector<double> simulated_hours(HourKind kind, unsigned seed, int steps) {
  std::mt19937 random(seed + 1000 * static_cast<unsigned>(kind));
  std::uniform_real_distribution<double> uniform;
  std::normal_distribution<double> normal;
  const std::vector<double> profile = profile_of(kind, random);
  const double sparse = is_daily(kind) ? 0.2 + 0.5 * uniform(random) : 0.1 + 0.5 * uniform(random);
  double level = std::log(kind == HourKind::kOrders ? 3 + 9 * uniform(random) : is_sparse(kind) ? sparse : 200);
  const double noise = 0.1 + 0.25 * uniform(random), inertia = 0.8 * uniform(random);
  const double wander = (is_daily(kind) ? 0.03 : 0.006) * uniform(random);
  const double fading = kind == HourKind::kFlatDays && uniform(random) < 0.5 ? 1.5 * (uniform(random) - 0.5) : 0;
  double memory = 0;
  std::vector<double> values;
  for (int t = 0; t < steps; ++t) {
    level += wander * normal(random) + fading / steps;
    memory = inertia * memory + std::sqrt(1 - inertia * inertia) * noise * normal(random);
    const double expected = std::exp(level) * profile[static_cast<std::size_t>(t) % profile.size()];
    if (kind == HourKind::kRevenue || kind == HourKind::kSameDays) {
      values.push_back(std::round(100 * expected * std::exp(memory)) / 100);
      continue;
    }
    const int orders = std::poisson_distribution<int>(expected)(random);
    double sum = orders;
    if (kind == HourKind::kSparseRevenue) {
      sum = 0;
      for (int i = 0; i < orders; ++i) sum += std::round(4000 * std::exp(0.6 * normal(random))) / 100;
    }
    values.push_back(sum);
  }
  return values;
}

}  // namespace klytics::bench

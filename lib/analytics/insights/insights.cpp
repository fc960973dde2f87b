#include "analytics/insights/insights.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace klytics::insights {
namespace {

constexpr double kMost = 0.7;    // of a change: what makes up so much of it says it all
constexpr double kLeast = 0.01;  // of the metric: what contributes less to its change matters to nobody

/// How exactly a part says what changed.
std::size_t exactness(const std::string& kind) {
  constexpr std::array<std::string_view, 6> kFromCoarse = {"channel", "source", "form", "campaign", "flow", "message"};
  return static_cast<std::size_t>(std::ranges::find(kFromCoarse, kind) - kFromCoarse.begin());
}

bool same_direction(const Finding& a, const Finding& b) { return a.change * b.change > 0; }

/// Whether `fine` is a part of `coarse`, or the same under a more exact name.
bool contains(const Finding& coarse, const Finding& fine) {
  if (coarse.origins.empty() || fine.origins.empty() || &coarse == &fine) return false;
  if (!std::ranges::includes(coarse.origins, fine.origins)) return false;
  return coarse.origins.size() > fine.origins.size() || exactness(fine.kind) > exactness(coarse.kind);
}

class Ranking {
 public:
  Ranking(const DailyFacts& facts, const std::vector<Measure>& measures, const InsightOptions& options)
      : facts_(facts), measures_(measures), options_(options) {}

  std::vector<Insight> of(const std::vector<Finding>& findings) {
    for (const Finding& finding : findings)
      if (finding.p_value && *finding.p_value <= options_.level && finding.change != 0 &&
          (finding.effect == Effect::kTotal || size(finding) >= kLeast))
        significant_.push_back(&finding);
    std::vector<const Finding*> kept;
    for (const Finding* finding : significant_)
      if (!is_said_by_another(*finding)) kept.push_back(finding);
    std::ranges::stable_sort(kept, std::greater{}, [&](const Finding* finding) { return score(*finding); });
    if (kept.size() > options_.most) kept.resize(options_.most);
    std::vector<Insight> insights;
    for (const Finding* finding : kept) {
      const std::vector<Finding> because = explanation(*finding, kept);
      insights.push_back({*finding, insight_text(facts_, measures_[finding->measure], *finding, because), false});
      told_.insert(told_.end(), because.begin(), because.end());
    }
    for (Insight& insight : insights) insight.told = is_told(insight.finding);
    return insights;
  }

 private:
  double score(const Finding& finding) const {
    constexpr double kSurest = 1e-12;  // beyond, being surer makes nothing more important
    return size(finding) * -std::log10(std::fmax(*finding.p_value, kSurest));
  }

  /// Of a part: how much of the metric its contribution is.
  double size(const Finding& finding) const {
    const Measure& measure = measures_[finding.measure];
    return std::abs(finding.change) /
           std::fmax(std::abs(measure.current.quantity()), std::abs(measure.previous.quantity()));
  }

  bool is_said_by_another(const Finding& finding) const {
    if (finding.effect == Effect::kTotal) return false;
    return std::ranges::any_of(significant_, [&](const Finding* other) {
      if (other == &finding || other->effect == Effect::kTotal) return false;
      const bool is_same_part = other->kind == finding.kind && other->id == finding.id;
      if (other->measure != finding.measure) {
        // What became more of the messages did so for every rate: it is told where it matters most.
        if (finding.effect == Effect::kMix && other->effect == Effect::kMix && is_same_part && !finding.once)
          return measures_[other->measure].scale == measures_[finding.measure].scale &&
                 std::pair(size(*other), finding.measure) > std::pair(size(finding), other->measure);
        return is_same_part && same_direction(*other, finding) && measures_[finding.measure].metric == "orders" &&
               measures_[other->measure].metric == "revenue";
      }
      if (!same_direction(*other, finding)) return false;
      const double ratio = std::abs(other->change / finding.change);
      if (finding.kind == "message" && other->kind == "flow" && contains(*other, finding))
        return finding.effect == Effect::kMix || 1 / ratio < kMost;  // all of the flow did: it says that better
      const bool is_mix_of_message = other->kind == "message" && other->effect == Effect::kMix;
      return contains(finding, *other) && ratio >= kMost && !is_mix_of_message;
    });
  }

  /// The largest parts that go the same way and have nothing in common: at most two.
  std::vector<Finding> explanation(const Finding& total, const std::vector<const Finding*>& kept) const {
    constexpr std::size_t kMostParts = 2;
    constexpr double kLeastOfChange = 0.1;
    std::vector<Finding> because;
    if (total.effect != Effect::kTotal || total.against != Against::kPrevious) return because;
    std::vector<const Finding*> parts;
    for (const Finding* part : kept)
      if (part->effect != Effect::kTotal && part->measure == total.measure && same_direction(*part, total) &&
          std::abs(part->change) >= kLeastOfChange * std::abs(total.change))
        parts.push_back(part);
    // Messages, campaigns and flows explain more than who bought.
    std::ranges::stable_sort(parts, std::greater{}, [](const Finding* part) {
      return std::pair(!part->origins.empty(), std::abs(part->change));
    });
    for (const Finding* part : parts) {
      const bool apart = std::ranges::all_of(because, [&](const Finding& other) {
        std::vector<int> both;
        std::ranges::set_intersection(other.origins, part->origins, std::back_inserter(both));
        return both.empty() && !other.origins.empty() && !part->origins.empty();
      });
      if (apart && because.size() < kMostParts) because.push_back(*part);
    }
    return because;
  }

  bool is_told(const Finding& finding) const {
    return std::ranges::any_of(told_, [&](const Finding& other) {
      return other.measure == finding.measure && other.effect == finding.effect && other.kind == finding.kind &&
             other.id == finding.id && finding.effect != Effect::kTotal;
    });
  }

  const DailyFacts& facts_;
  const std::vector<Measure>& measures_;
  const InsightOptions& options_;
  std::vector<const Finding*> significant_;
  std::vector<Finding> told_;
};

}  // namespace

std::vector<Insight> rank_insights(const DailyFacts& facts, const std::vector<Measure>& measures,
                                   const std::vector<Finding>& findings, const InsightOptions& options) {
  return Ranking(facts, measures, options).of(findings);
}

}  // namespace klytics::insights

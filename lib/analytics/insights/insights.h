// A short list of what changed between two periods and what explains it; empty where nothing did.
#pragma once

#include <string>
#include <vector>

#include "analytics/insights/findings.h"

namespace klytics::insights {

struct InsightOptions {
  double level = 0.05;    // share of what is found that may be false
  std::size_t most = 10;  // at most so many
};

struct Insight {
  Finding finding;
  std::string text;   // a plain sentence
  bool told = false;  // by another one, which it explains
};

/// The findings below the level, by the size of their change in the measure times how sure it is, the logarithm of the
/// p value. Of parts that say the same the most exact is taken: a channel is left out when one flow of it makes up most
/// of its change, a message when all of its flow changed, and a part of the orders when it is found in revenue too.
/// Parts that contribute less than a hundredth of the metric are left out. `facts` are those of the measures.
std::vector<Insight> rank_insights(const DailyFacts& facts, const std::vector<Measure>& measures,
                                   const std::vector<Finding>& findings, const InsightOptions& options);

/// "Revenue was 12,430 GBP (18 %) higher than in the 30 days before: 81,486 GBP after 69,056 GBP (p = 0.003)."; with
/// `because`, parts of the same change, "...; the flow "Welcome" explains 9,100 GBP of it (p = 0.003)."
std::string insight_text(const DailyFacts& facts, const Measure& measure, const Finding& finding,
                         const std::vector<Finding>& because);

}  // namespace klytics::insights

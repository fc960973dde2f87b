#include "analytics/insights/insights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "random_shop.h"

namespace klytics::insights {
namespace {

using testing::HasSubstr;

struct Answer {
  std::vector<Measure> measures;
  std::vector<Finding> findings;
  std::vector<Insight> insights;
};

Answer answer(const DailyFacts& facts, std::size_t most = 10) {
  Answer result{measures(facts), {}, {}};
  result.findings = examine(result.measures);
  result.insights = rank_insights(facts, result.measures, result.findings, {.level = 0.05, .most = most});
  return result;
}

/// The first insight of a measure about a part, or about the whole.
const Insight* find(const Answer& answer, const std::string& metric, const std::string& id) {
  for (const Insight& insight : answer.insights)
    if (answer.measures[insight.finding.measure].metric == metric && insight.finding.id == id &&
        insight.finding.against == Against::kPrevious)
      return &insight;
  return nullptr;
}

// Of shops in which nothing changes at most one in twenty may have any insight. 300 shops: four standard deviations of
// a twentieth are 0.05, so that a search that keeps its word fails once in some ten thousand other sets of seeds.
TEST(Insights, AShopThatStaysAsItIsHasNone) {
  constexpr int kShops = 300;
  int with_any = 0;
  for (unsigned seed = 1; seed <= kShops; ++seed) {
    const RandomShop shop(seed);
    const Answer result = answer(shop.facts());
    with_any += result.insights.empty() ? 0 : 1;
  }
  EXPECT_LE(with_any, kShops / 10);
}

// Sums exactly: what is left beside the parts included, rates by both effects.
TEST(Insights, ChangesOfPartsAddUpToThatOfTheWhole) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const RandomShop shop(seed, {.flow_orders = 3, .flow_open_rate = 1, .campaign_orders = 20, .flow_messages = 0});
    const std::vector<Measure> all = measures(shop.facts());
    for (std::size_t i = 0; i < all.size(); ++i) {
      const double change = all[i].current.quantity() - all[i].previous.quantity();
      const std::vector<Finding> findings = examine({all[i]});
      std::map<std::string, double> sums;
      for (const Finding& finding : findings)
        if (finding.effect != Effect::kTotal) sums[finding.kind] += finding.change;
      EXPECT_EQ(sums.size(), all[i].partitions.size());
      for (const auto& [kind, sum] : sums)
        EXPECT_NEAR(sum, change, 1e-9 * std::fmax(1, all[i].current.quantity())) << all[i].metric << " by " << kind;
    }
  }
}

TEST(Insights, NameTheFlowThatExplainsARise) {
  int named = 0;
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const RandomShop shop(seed, {.flow_orders = 12});
    const Answer result = answer(shop.facts());
    const Insight* total = find(result, "revenue", "");
    const Insight* flow = find(result, "revenue", "F1");
    named += total != nullptr && total->text.find("; the flow \"F1\"") != std::string::npos ? 1 : 0;
    EXPECT_NE(flow, nullptr) << seed;
    // Neither its channel nor its source, which say less, nor its orders, which say the same.
    EXPECT_EQ(find(result, "revenue", "email"), nullptr) << seed;
    EXPECT_EQ(find(result, "revenue", "flow"), nullptr) << seed;
    EXPECT_EQ(find(result, "orders", "F1"), nullptr) << seed;
  }
  EXPECT_GE(named, 15);  // some rises of the whole drown in noise
}

TEST(Insights, TellAFlowsOwnOpenRateFromItsShareOfTheMessages) {
  const Answer rate = answer(RandomShop(3, {.flow_open_rate = 1}).facts());
  const Insight* own = find(rate, "open_rate", "F1");
  ASSERT_NE(own, nullptr);
  EXPECT_EQ(own->finding.effect, Effect::kRate);
  EXPECT_THAT(own->text, HasSubstr("points higher than in the 30 days before"));
  const Answer mix = answer(RandomShop(3, {.flow_messages = 6}).facts());
  // Every rate changed by it: it is told once, where it matters most.
  EXPECT_EQ(std::ranges::count_if(
                mix.insights,
                [](const Insight& one) { return one.finding.id == "F2" && one.finding.effect == Effect::kMix; }),
            1);
}

TEST(Insights, FindTheCampaignThatIsUnlikeOthers) {
  const Answer result = answer(RandomShop(5, {.campaign_orders = 60}).facts());
  const auto found = std::ranges::find_if(result.insights, [](const Insight& one) { return one.finding.once; });
  ASSERT_NE(found, result.insights.end());
  EXPECT_THAT(found->text, HasSubstr("is unlike others: revenue "));
  EXPECT_GT(found->finding.change, 10 * found->finding.usual);
}

TEST(Insights, AreRankedAndNoMoreThanAskedFor) {
  const RandomShop shop(7, {.flow_orders = 12, .flow_open_rate = 1, .campaign_orders = 60, .flow_messages = 6});
  const Answer all = answer(shop.facts(), 100), few = answer(shop.facts(), 3);
  ASSERT_GT(all.insights.size(), 3U);
  ASSERT_EQ(few.insights.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(few.insights[i].finding.name, all.insights[i].finding.name);
  for (const Insight& insight : all.insights) {
    EXPECT_LE(*insight.finding.p_value, 0.05);
    EXPECT_EQ(insight.text.back(), '.');
  }
}

TEST(Insights, RatesLeaveOutDaysThatMayStillChange) {
  DailyFacts facts = RandomShop(1).facts();
  facts.periods.data_last = facts.periods.current.last;
  const std::vector<Measure> all = measures(facts, "open_rate");
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].current.value.size(), 25U);
  EXPECT_EQ(all[0].previous.value.size(), 30U);
  facts.periods = compared_periods({facts.periods.current.last - std::chrono::days{10}, facts.periods.current.last},
                                   {facts.first, facts.periods.current.last});
  EXPECT_TRUE(measures(facts, "open_rate").empty());  // six days are no week
  EXPECT_FALSE(measures(facts, "revenue").empty());
}

TEST(Insights, NothingAtAllHasNone) {
  DailyFacts facts;
  const Date last{std::chrono::days{20'000}};
  facts.periods = compared_periods({last - std::chrono::days{29}, last}, {last - std::chrono::days{100}, last});
  facts.first = last - std::chrono::days{100};
  facts.totals.resize(101);
  EXPECT_TRUE(measures(facts).empty());
  EXPECT_TRUE(answer(facts).insights.empty());
}

}  // namespace
}  // namespace klytics::insights

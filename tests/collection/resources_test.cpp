// Tests of collection/resources: which resources a run collects.
#include "collection/resources.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/error.h"

namespace klytics::collection {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

std::vector<std::string> chosen(const ResourceChoice& choice) {
  std::vector<std::string> names;
  for (const Resource& resource : select_resources(all_resources({}), choice)) names.push_back(resource.name);
  return names;
}

TEST(Resources, are_described_completely_and_after_their_parents) {
  std::set<std::string> names;
  for (const Resource& resource : all_resources({})) {
    EXPECT_FALSE(resource.scopes.empty()) << resource.name;
    EXPECT_NE(resource.rows.record_type.empty(), resource.numbers == nullptr) << resource.name;
    EXPECT_EQ(resource.report.has_value(), resource.tier == Tier::kReport) << resource.name;
    for (const std::string& before : resource.after) EXPECT_TRUE(names.contains(before)) << resource.name;
    EXPECT_EQ(resource.path.find("{parent}") != std::string::npos, !resource.parent.empty() && !resource.counts_days)
        << resource.name;
    if (!resource.parent.empty()) EXPECT_TRUE(names.contains(resource.parent)) << resource.name;
    EXPECT_TRUE(names.insert(resource.name).second) << resource.name;
  }
}

TEST(Resources, leaves_out_by_default_what_may_be_millions_or_costs_a_slow_request_each) {
  for (const char* name : {"metric_properties", "metric_aggregates", "recipient_estimations", "coupon_codes",
                           "push_tokens", "object_records"})
    EXPECT_THAT(chosen({}), Not(Contains(name)));
  EXPECT_THAT(chosen({}), IsSupersetOf({"events", "profiles", "templates", "catalog_items", "webhooks"}));
}

TEST(Resources, collects_a_report_whose_numbers_events_may_tell_whatever_they_tell_when_it_is_named) {
  const auto skipped = [](const ResourceChoice& choice) {
    const std::vector<Resource> resources = select_resources(all_resources({}), choice);
    return std::ranges::find(resources, "form_series_report", &Resource::name)->report->unless_form_metrics;
  };
  EXPECT_TRUE(skipped({}));
  EXPECT_FALSE(skipped({.only = {"form-series-report"}}));
  EXPECT_FALSE(skipped({.also = {"form_series_report"}}));
}

TEST(Resources, takes_exactly_what_is_named_in_the_order_of_the_list) {
  EXPECT_THAT(chosen({.only = {"coupon-codes", "coupons"}}), ElementsAre("coupons", "coupon_codes"));
}

TEST(Resources, adds_to_the_default_and_takes_away_last) {
  EXPECT_THAT(chosen({.also = {"push_tokens"}}), IsSupersetOf({"push_tokens", "events"}));
  EXPECT_THAT(chosen({.only = {"lists"}, .also = {"tags", "forms"}, .skip = {"forms"}}), ElementsAre("lists", "tags"));
}

TEST(Resources, names_the_nearest_one_for_an_unknown_name) {
  for (const ResourceChoice& choice : {ResourceChoice{.only = {"campaings"}}, ResourceChoice{.also = {"campaings"}},
                                       ResourceChoice{.skip = {"campaings"}}}) {
    try {
      chosen(choice);
      FAIL();
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
      EXPECT_EQ(error.hint(), "did you mean campaigns?");
    }
  }
}

}  // namespace
}  // namespace klytics::collection

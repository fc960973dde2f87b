// Tests of collection/sync_plan: no hole, no runaway watermark, no repeated listing that is not due.
#include "collection/engine/sync_plan.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "collection/resources.h"

namespace klytics::collection {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

const Instant kNow = *parse_instant("2026-07-01T12:00:00.5Z");
const Instant kTo = *parse_instant("2026-07-01T11:59:55Z");  // kNow less the settle time, in whole seconds

PlanOptions options() {
  PlanOptions plan;
  plan.now = kNow;
  return plan;
}

Watermark complete_to(const char* resource, Instant to, std::optional<Instant> from = {},
                      std::optional<Instant> swept = {}) {
  return {resource, "", from, to, swept};
}

const Resource kEvents = events_resource({});
const Resource kProfiles = profiles_resource({});
const Resource kMembers = list_members_resource();

TEST(SyncPlan, begins_with_everything_up_to_a_moment_ago_and_a_window_into_the_future) {
  const auto plan = plan_partition(kEvents, "", {}, {}, options());
  ASSERT_EQ(plan->slices.size(), 2U);
  EXPECT_EQ(plan->slices[0].from, std::nullopt);
  EXPECT_EQ(plan->slices[0].to, kTo);
  EXPECT_EQ(plan->slices[1].from, kTo);
  EXPECT_EQ(plan->slices[1].to, std::nullopt);
  EXPECT_EQ(plan->after.complete_from, std::nullopt);
  EXPECT_EQ(plan->after.complete_to, kTo);
  EXPECT_FALSE(plan->sweep);
}

TEST(SyncPlan, looks_back_from_the_watermark_for_events_that_came_late) {
  const auto plan = plan_partition(kEvents, "", complete_to("events", kTo - hours{24}), {}, options());
  EXPECT_EQ(plan->slices[0].from, kTo - hours{24} - days{7});
  EXPECT_EQ(plan->slices[0].to, kTo);
  EXPECT_EQ(plan->after.complete_from, std::nullopt);
}

TEST(SyncPlan, does_not_look_back_behind_the_first_day_that_was_asked_for) {
  const Instant from = kTo - days{2};
  const auto plan = plan_partition(kEvents, "", complete_to("events", kTo - hours{1}, from), {}, options());
  EXPECT_EQ(plan->slices[0].from, from);
  EXPECT_EQ(plan->after.complete_from, from);
}

TEST(SyncPlan, begins_at_the_day_that_is_asked_for) {
  PlanOptions asked = options();
  asked.since = kTo - days{30};
  const auto first = plan_partition(kEvents, "", {}, {}, asked);
  EXPECT_EQ(first->slices[0].from, asked.since);
  EXPECT_EQ(first->after.complete_from, asked.since);
  const auto wider = plan_partition(kEvents, "", complete_to("events", kTo - hours{1}, kTo - days{3}), {}, asked);
  EXPECT_EQ(wider->slices[0].from, asked.since);
  EXPECT_EQ(wider->after.complete_from, asked.since);
}

TEST(SyncPlan, leaves_no_hole_when_the_day_asked_for_lies_behind_the_watermark) {
  PlanOptions asked = options();
  asked.since = kTo - days{1};
  const auto plan = plan_partition(kEvents, "", complete_to("events", kTo - days{10}), {}, asked);
  EXPECT_EQ(plan->slices[0].from, kTo - days{10});
}

TEST(SyncPlan, survives_a_watermark_in_the_future) {
  const auto plan = plan_partition(kEvents, "", complete_to("events", kTo + days{4000}), {}, options());
  EXPECT_EQ(plan->slices[0].from, kTo - days{7});
  EXPECT_EQ(plan->after.complete_to, kTo);
}

TEST(SyncPlan, never_asks_for_a_window_that_begins_in_the_future) {
  PlanOptions asked = options();
  asked.since = kNow + days{3};
  const auto plan = plan_partition(kEvents, "", {}, {}, asked);
  for (const Slice& slice : plan->slices) EXPECT_LE(*slice.from, kTo);
}

TEST(SyncPlan, begins_where_history_is_said_to_begin_only_where_nothing_is_known) {
  PlanOptions bounded = options();
  bounded.begin = kTo - days{90};
  const auto first = plan_partition(kEvents, "", {}, {}, bounded);
  EXPECT_EQ(first->slices[0].from, bounded.begin);
  EXPECT_EQ(first->after.complete_from, bounded.begin);
  const auto later = plan_partition(kEvents, "", first->after, {}, bounded);
  EXPECT_EQ(later->slices[0].from, kTo - days{7});
  bounded.full = true;
  EXPECT_EQ(plan_partition(kEvents, "", first->after, {}, bounded)->slices[0].from, bounded.begin);
  bounded.since = kTo - days{200};
  EXPECT_EQ(plan_partition(kEvents, "", {}, {}, bounded)->slices[0].from, bounded.since);
}

TEST(SyncPlan, ends_before_the_instant_that_is_asked_for_and_asks_for_nothing_later) {
  PlanOptions asked = options();
  asked.until = kTo - days{10};
  const auto first = plan_partition(kEvents, "", {}, {}, asked);
  ASSERT_EQ(first->slices.size(), 1U);
  EXPECT_EQ(first->slices[0].from, std::nullopt);
  EXPECT_EQ(first->slices[0].to, asked.until);
  EXPECT_EQ(first->after.complete_to, asked.until);
  // A later run goes on from there.
  const auto later = plan_partition(kEvents, "", first->after, {}, options());
  EXPECT_EQ(later->slices[0].from, kTo - days{17});
  EXPECT_EQ(later->slices[0].to, kTo);
}

TEST(SyncPlan, has_nothing_to_do_when_everything_up_to_the_last_day_is_complete) {
  PlanOptions asked = options();
  asked.until = kTo - days{30};
  EXPECT_EQ(plan_partition(kEvents, "", complete_to("events", kTo - days{1}), {}, asked), std::nullopt);
  // Within the look-back it reads again up to there, and the watermark does not go back.
  asked.until = kTo - days{3};
  const auto plan = plan_partition(kEvents, "", complete_to("events", kTo - days{1}), {}, asked);
  EXPECT_EQ(plan->slices[0].from, kTo - days{8});
  EXPECT_EQ(plan->slices[0].to, kTo - days{3});
  EXPECT_EQ(plan->after.complete_to, kTo - days{1});
}

TEST(SyncPlan, takes_a_last_day_in_the_future_as_now) {
  PlanOptions asked = options();
  asked.until = kNow + days{3};
  const auto plan = plan_partition(kEvents, "", {}, {}, asked);
  ASSERT_EQ(plan->slices.size(), 1U);
  EXPECT_EQ(plan->slices[0].to, kTo);
  EXPECT_EQ(plan->after.complete_to, kTo);
}

TEST(SyncPlan, collects_exactly_the_closed_range_and_moves_no_watermark_over_a_gap) {
  PlanOptions asked = options();
  asked.since = kTo - days{20};
  asked.until = kTo - days{10};
  const auto alone = plan_partition(kEvents, "", {}, {}, asked);
  EXPECT_EQ(alone->after.complete_from, asked.since);
  EXPECT_EQ(alone->after.complete_to, asked.until);
  const std::vector<Watermark> apart = {complete_to("events", kTo - days{30}),
                                        complete_to("events", kTo - days{1}, kTo - days{5})};
  for (const Watermark& stored : apart) {
    const auto plan = plan_partition(kEvents, "", stored, {}, asked);
    ASSERT_EQ(plan->slices.size(), 1U);
    EXPECT_EQ(plan->slices[0].from, asked.since);
    EXPECT_EQ(plan->slices[0].to, asked.until);
    EXPECT_EQ(plan->after.complete_from, stored.complete_from);
    EXPECT_EQ(plan->after.complete_to, stored.complete_to);
    // The same when it was interrupted.
    const auto again = plan_partition(kEvents, "", stored, plan->slices, options());
    EXPECT_TRUE(again->resumed);
    EXPECT_EQ(again->after.complete_from, stored.complete_from);
    EXPECT_EQ(again->after.complete_to, stored.complete_to);
  }
  const auto touching = plan_partition(kEvents, "", complete_to("events", kTo - days{15}), {}, asked);
  EXPECT_EQ(touching->after.complete_from, std::nullopt);
  EXPECT_EQ(touching->after.complete_to, asked.until);
}

TEST(SyncPlan, forgets_no_gap_when_everything_since_a_day_is_asked_for_again) {
  PlanOptions asked = options();
  asked.since = kTo - days{2};
  asked.full = true;
  const auto plan = plan_partition(kEvents, "", complete_to("events", kTo - days{30}), {}, asked);
  EXPECT_EQ(plan->slices[0].from, asked.since);
  EXPECT_EQ(plan->after.complete_to, kTo - days{30});
}

TEST(SyncPlan, continues_an_interrupted_plan_and_says_that_another_must_follow) {
  const Instant old_to = kTo - days{3};
  const std::vector<Slice> open = {{"events", "", std::nullopt, old_to - days{9}, std::nullopt, true},
                                   {"events", "", old_to - days{9}, old_to, "https://h/next", false},
                                   {"events", "", old_to, std::nullopt, std::nullopt, false}};
  const auto plan = plan_partition(kEvents, "", {}, open, options());
  EXPECT_TRUE(plan->resumed);
  ASSERT_EQ(plan->slices.size(), 2U);
  EXPECT_EQ(plan->slices[1].next_url, "https://h/next");
  EXPECT_EQ(plan->after.complete_from, std::nullopt);
  EXPECT_EQ(plan->after.complete_to, old_to);
  PlanOptions full = options();
  full.full = true;
  EXPECT_FALSE(plan_partition(kEvents, "", {}, open, full)->resumed);
}

TEST(SyncPlan, lists_profiles_completely_once_and_then_what_changed) {
  const auto first = plan_partition(kProfiles, "", {}, {}, options());
  EXPECT_EQ(first->slices[0].from, std::nullopt);
  EXPECT_TRUE(first->sweep);
  EXPECT_EQ(first->after.swept_at, kTo);
  const auto later =
      plan_partition(kProfiles, "", complete_to("profiles", kTo - days{40}, {}, kTo - days{40}), {}, options());
  EXPECT_EQ(later->slices[0].from, kTo - days{40} - hours{1});
  EXPECT_FALSE(later->sweep);
  EXPECT_EQ(later->after.swept_at, std::nullopt);
}

TEST(SyncPlan, lists_members_completely_once_a_day) {
  const auto fresh =
      plan_partition(kMembers, "L", complete_to("list_members", kTo - hours{2}, {}, kTo - hours{2}), {}, options());
  EXPECT_FALSE(fresh->sweep);
  EXPECT_EQ(fresh->slices[0].from, kTo - hours{3});
  const auto due =
      plan_partition(kMembers, "L", complete_to("list_members", kTo - hours{2}, {}, kTo - hours{23}), {}, options());
  EXPECT_TRUE(due->sweep);
  EXPECT_EQ(due->slices[0].from, std::nullopt);
}

TEST(SyncPlan, does_not_repeat_listings_of_a_request_per_parent) {
  const Resource actions = flow_actions_resource();
  const Watermark recent = complete_to("flow_actions", kTo, {}, kTo - hours{2});
  EXPECT_EQ(plan_partition(actions, "F", recent, {}, options()), std::nullopt);
  EXPECT_TRUE(plan_partition(actions, "F", {}, {}, options()));
  EXPECT_TRUE(plan_partition(metrics_resource(), "", complete_to("metrics", kTo, {}, kTo), {}, options()));
}

TEST(SyncPlan, writes_half_open_windows_into_the_url) {
  const Slice slice{"events", "", kTo - seconds{10}, kTo, {}, false};
  EXPECT_EQ(
      first_url(kEvents, "https://h", slice, {}),
      "https://h/api/events?filter=greater-or-equal%28datetime%2C2026-07-01T11%3A59%3A45Z%29%2Cless-than%28datetime%2C"
      "2026-07-01T11%3A59%3A55Z%29&sort=datetime&include=attributions&page%5Bsize%5D=1000");
  EXPECT_NE(first_url(kEvents, "https://h", slice, kTo - seconds{3}).find("11%3A59%3A52Z"), std::string::npos);
}

TEST(SyncPlan, writes_parents_and_partitions_into_the_url) {
  EXPECT_EQ(first_url(flow_actions_resource(), "https://h", {"flow_actions", "A/b", {}, kTo, {}, false}, {}),
            "https://h/api/flows/A%2Fb/flow-actions?sort=id&page%5Bsize%5D=50");
  const std::string url =
      first_url(campaigns_resource(), "https://h", {"campaigns", "push/archived", {}, kTo, {}, false}, {});
  EXPECT_NE(url.find("filter=equals%28messages.channel%2C%27mobile_push%27%29%2Cequals%28archived%2Ctrue%29"),
            std::string::npos)
      << url;
}

TEST(SyncPlan, has_six_partitions_of_campaigns) {
  EXPECT_EQ(partition_keys(campaigns_resource(), {}, {}).size(), 6U);
  EXPECT_EQ(partition_keys(kMembers, {"a", "b"}, {}), (std::vector<std::string>{"a", "b"}));
}

RC_GTEST_PROP(SyncPlan, covers_all_time_from_the_look_back_on_without_gap_or_overlap,
              (int complete_days, bool limited, int since_days)) {
  std::optional<Watermark> stored = complete_to("events", kTo - days{complete_days % 500});
  if (limited) stored->complete_from = stored->complete_to - days{std::abs(since_days % 90)};
  PlanOptions asked = options();
  if (since_days % 3 == 0) asked.since = kTo - days{since_days % 700};
  const auto plan = plan_partition(kEvents, "", stored, {}, asked);
  RC_ASSERT(plan->after.complete_to == kTo);
  RC_ASSERT(plan->slices.back().from == kTo);
  RC_ASSERT(plan->slices.back().to == std::nullopt);
  if (plan->slices.size() == 2) {
    RC_ASSERT(plan->slices[0].to == kTo);
    RC_ASSERT(*plan->slices[0].from < kTo);
  }
  // Nothing between what was complete and now is left out.
  RC_ASSERT(*plan->slices.front().from <= std::min(stored->complete_to, kTo));
}

}  // namespace
}  // namespace klytics::collection

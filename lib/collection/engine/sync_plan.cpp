#include "collection/engine/sync_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "collection/reports/metric_aggregates.h"
#include "collection/reports/report_months.h"

namespace klytics::collection {
namespace {

Instant whole_seconds(Instant instant) { return std::chrono::floor<std::chrono::seconds>(instant); }

// nullopt is before everything.
std::optional<Instant> earlier(const std::optional<Instant>& a, const std::optional<Instant>& b) {
  if (!a || !b) return std::nullopt;
  return std::min(*a, *b);
}

Slice make_slice(const Resource& resource, std::string_view partition, std::optional<Instant> from,
                 std::optional<Instant> to) {
  return {resource.name, std::string(partition), from, to, std::nullopt, false};
}

std::optional<Instant> lower_bound(const std::optional<Watermark>& stored, Instant now, const PlanOptions& options) {
  if (!stored || options.full || (options.since && options.until)) return options.since ? options.since : options.begin;
  const Instant known =
      std::min(stored->complete_to, now);  // a clock that was wrong once must not hide events for ever
  Instant from = known - options.look_back;
  if (stored->complete_from) from = std::min(std::max(from, *stored->complete_from), known);
  return options.since ? std::min(*options.since, known) : from;
}

std::optional<PartitionPlan> plan_time_slices(const Resource& resource, std::string_view partition,
                                              const std::optional<Watermark>& stored, const PlanOptions& options) {
  const Instant now = whole_seconds(options.now - kSettleTime);
  const Instant to = options.until ? std::min(whole_seconds(*options.until), now) : now;
  std::optional<Instant> from = lower_bound(stored, now, options);
  if (from) from = std::min(whole_seconds(*from), now);
  if (options.until && from && *from >= to) return std::nullopt;
  PartitionPlan plan{std::string(partition), {}, {resource.name, std::string(partition), from, to, std::nullopt}};
  if (stored) {
    Watermark known = *stored;
    known.complete_to = std::min(known.complete_to, now);
    plan.after = joined(known, plan.after);
  }
  if (!from || *from < to) plan.slices.push_back(make_slice(resource, partition, from, to));
  if (!options.until) plan.slices.push_back(make_slice(resource, partition, to, std::nullopt));
  return plan;
}

bool listing_due(const Resource& resource, const std::optional<Watermark>& stored, const PlanOptions& options) {
  if (!stored || options.full || resource.schedule == ListingSchedule::kEveryRun) return true;
  if (resource.schedule == ListingSchedule::kOnRequest) return false;
  return !stored->swept_at || options.now - *stored->swept_at >= kListingAge;
}

std::optional<PartitionPlan> plan_listing(const Resource& resource, std::string_view partition,
                                          const std::optional<Watermark>& stored, const PlanOptions& options) {
  const Instant to = whole_seconds(options.now - kSettleTime);
  PartitionPlan plan{
      std::string(partition), {}, {resource.name, std::string(partition), std::nullopt, to, std::nullopt}};
  if (listing_due(resource, stored, options)) {
    plan.after.swept_at = to;
    plan.sweep = resource.sweep;
    plan.slices.push_back(make_slice(resource, partition, std::nullopt, to));
    return plan;
  }
  if (resource.window.kind != WindowKind::kChanged) return std::nullopt;
  const Instant from = whole_seconds(std::min(stored->complete_to, to) - resource.window.overlap);
  plan.slices.push_back(make_slice(resource, partition, from, to));
  return plan;
}

// Goes on with an unfinished plan. Its window into the future is left out: the plan that follows has one of its own.
PartitionPlan resume(const Resource& resource, std::string_view partition, const std::optional<Watermark>& stored,
                     const std::vector<Slice>& open) {
  PartitionPlan plan{
      std::string(partition), {}, {resource.name, std::string(partition), std::nullopt, Instant::min(), std::nullopt}};
  plan.resumed = true;
  bool first = true, complete_listing = true;
  for (const Slice& slice : open) {
    if (slice.to) plan.slices.push_back(slice);
    plan.after.complete_from = first ? slice.from : earlier(plan.after.complete_from, slice.from);
    first = false;
    plan.after.complete_to = std::max(plan.after.complete_to, slice.to.value_or(*slice.from));
    complete_listing = complete_listing && !slice.from;
  }
  if (resource.window.kind == WindowKind::kTimeSliced) {
    plan.after = joined(stored, plan.after);
    return plan;
  }
  plan.after.complete_from = std::nullopt;
  if (complete_listing) {
    plan.after.swept_at = plan.after.complete_to;
    plan.sweep = resource.sweep;
  }
  return plan;
}

std::string replaced(std::string path, std::string_view parent) {
  constexpr std::string_view kPlaceholder = "{parent}";
  const std::size_t at = path.find(kPlaceholder);
  return at == std::string::npos ? path : path.replace(at, kPlaceholder.size(), percent_encode(parent));
}

void append_filter(std::string& filter, std::string_view condition) {
  if (condition.empty()) return;
  if (!filter.empty()) filter += ',';
  filter += condition;
}

}  // namespace

std::optional<PartitionPlan> plan_partition(const Resource& resource, std::string_view partition,
                                            const std::optional<Watermark>& stored, const std::vector<Slice>& open,
                                            const PlanOptions& options) {
  if (resource.report) return plan_report_month(resource, partition, stored, open, options);
  if (resource.counts_days) return plan_metric_days(resource, partition, stored, options);
  // A window without an end and a beginning would be of no plan that is made here.
  const bool sound =
      std::none_of(open.begin(), open.end(), [](const Slice& slice) { return !slice.from && !slice.to; });
  if (!open.empty() && !options.full && sound) return resume(resource, partition, stored, open);
  if (resource.window.kind == WindowKind::kTimeSliced) return plan_time_slices(resource, partition, stored, options);
  return plan_listing(resource, partition, stored, options);
}

Watermark joined(const std::optional<Watermark>& stored, const Watermark& span) {
  if (!stored) return span;
  const auto begins_by = [](const std::optional<Instant>& from, Instant moment) { return !from || *from <= moment; };
  Watermark result = *stored;
  result.swept_at = std::max(stored->swept_at, span.swept_at);
  if (!begins_by(span.complete_from, stored->complete_to) || !begins_by(stored->complete_from, span.complete_to))
    return result;
  result.complete_from = earlier(stored->complete_from, span.complete_from);
  result.complete_to = std::max(stored->complete_to, span.complete_to);
  return result;
}

std::vector<std::string> partition_keys(const Resource& resource, const std::vector<std::string>& parent_ids,
                                        const PlanOptions& options) {
  if (resource.report) return report_months(*resource.report, options);
  if (!resource.parent.empty() && !resource.counts_days) return parent_ids;
  std::vector<std::string> keys;
  if (resource.counts_days) {
    for (const std::string& metric : parent_ids) keys.push_back(metric + "/" + options.time_zone);
    return keys;
  }
  for (const PartitionRule& rule : resource.partitions) keys.push_back(rule.key);
  return keys;
}

std::string first_url(const Resource& resource, std::string_view base_url, const Slice& slice,
                      const std::optional<Instant>& from) {
  std::string filter;
  for (const PartitionRule& rule : resource.partitions)
    if (rule.key == slice.partition) append_filter(filter, rule.filter);
  const WindowRule& window = resource.window;
  const std::optional<Instant> lower = from ? from : slice.from;
  if (lower && !window.lower_operator.empty())
    append_filter(filter, fmt::format("{}({},{})", window.lower_operator, window.field, to_string(*lower)));
  if (slice.to && !window.upper_operator.empty())
    append_filter(filter, fmt::format("{}({},{})", window.upper_operator, window.field, to_string(*slice.to)));
  QueryParameters query;
  if (!filter.empty()) query.emplace_back("filter", filter);
  const std::string& sort = lower && !window.sort.empty() ? window.sort : resource.sort;
  if (!sort.empty()) query.emplace_back("sort", sort);
  query.insert(query.end(), resource.query.begin(), resource.query.end());
  return std::string(base_url) + replaced(resource.path, slice.partition) + query_string(query);
}

}  // namespace klytics::collection

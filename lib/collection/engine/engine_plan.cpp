// Of the engine: which resources, partitions and chains are begun, and when they are complete.
#include <fmt/format.h>

#include <algorithm>

#include "collection/engine/engine.h"
#include "collection/reports/metric_aggregates.h"
#include "collection/reports/report_months.h"

namespace klytics::collection {
namespace {

// A listing that was resumed and began longer ago than this is followed by another.
constexpr std::chrono::minutes kResumedListingAge{10};

}  // namespace

const Watermark* Engine::watermark_of(const std::string& resource, const std::string& partition) const {
  const auto of_resource = watermarks_.find(resource);
  if (of_resource == watermarks_.end()) return nullptr;
  const auto found = of_resource->second.find(partition);
  return found == of_resource->second.end() ? nullptr : &found->second;
}

bool Engine::is_ready(const Resource& resource) const {
  return std::none_of(states_.begin(), states_.end(), [&](const ResourceState& state) {
    const std::string& name = state.resource->name;
    const bool needed = name == resource.parent || std::ranges::find(resource.after, name) != resource.after.end();
    return needed && state.report.status < ResourceReport::Status::kDone;
  });
}

void Engine::begin_resource(ResourceState& state) {
  state.report.status = ResourceReport::Status::kRunning;
  state.begin = clock_.tick();
}

void Engine::ask_for_plan(ResourceState& state) {
  begin_resource(state);
  writer_.push(PlanTask{state.resource->name, state.resource->parent, state.resource->report.has_value()});
}

void Engine::on_plan_input(const PlanInput& input) {
  ResourceState& state = state_of(input.resource);
  const Resource& resource = *state.resource;
  std::map<std::string, std::vector<Slice>> open;
  for (const Slice& slice : input.open) open[slice.partition].push_back(slice);
  if (input.report && !prepare_report(state, *input.report)) return;
  PlanOptions options = settings_.plan;
  options.conversion_metric = state.conversion_metric;
  for (const std::string& key : partition_keys(resource, input.parent_ids, options)) {
    const Watermark* stored = watermark_of(resource.name, key);
    auto plan =
        plan_partition(resource, key, stored == nullptr ? std::nullopt : std::optional(*stored), open[key], options);
    if (plan) add_partition(state, std::move(*plan));
  }
  // An unfinished listing is continued with what it has seen; only a plan that replaces it makes the store forget that.
  const bool resumed = std::any_of(state.partitions.begin(), state.partitions.end(),
                                   [](const auto& entry) { return entry.second.plan.resumed; });
  if (resource.window.kind == WindowKind::kTimeSliced || (!input.open.empty() && !resumed)) store_slices(state);
  for (const auto& [key, partition] : std::map<std::string, PartitionState>(state.partitions))
    start_partition(state, key);
  finish_resource_when_done(state);
}

bool Engine::prepare_report(ResourceState& state, const ReportFacts& facts) {
  const ReportRule& rule = *state.resource->report;
  state.conversion_metric = facts.conversion_metric;
  if (rule.unless_form_metrics && facts.has_form_metrics)
    state.report.status = ResourceReport::Status::kDone;
  else if (rule.conversion_metric && facts.conversion_metric.empty())
    skip(state, {ErrorKind::kConfiguration,
                 fmt::format("{} needs a metric that stands for an order: {}", state.resource->name,
                             facts.problem.empty() ? "the account has none" : facts.problem),
                 "set conversion_metric in [facts]"});
  return state.report.status == ResourceReport::Status::kRunning;
}

void Engine::add_partition(ResourceState& state, PartitionPlan plan) {
  PartitionState& partition = state.partitions[plan.partition];
  partition = {std::move(plan), {}, 0};
  for (const Slice& slice : partition.plan.slices) partition.slices.emplace(slice.from, slice);
}

void Engine::start_partition(ResourceState& state, const std::string& key) {
  PartitionState& partition = state.partitions.at(key);
  for (const auto& [from, slice] : partition.slices)
    if (!slice.done) start_chain(state, partition, slice);
  if (partition.running == 0) complete_partition(state, key);
}

void Engine::start_chain(ResourceState& state, PartitionState& partition, const Slice& slice) {
  ++partition.running;
  // A position that was stored under another base URL is of no use under this one.
  const bool usable = slice.next_url && same_origin(settings_.base_url, *slice.next_url);
  const auto number = static_cast<std::size_t>(&state - states_.data());
  Chain chain{number, slice, first_request(state, slice), {}, true, 0};
  if (usable) chain.request.url = *slice.next_url;
  chain.piece = partition.slices.size() > partition.plan.slices.size();
  const std::uint64_t id = ++last_chain_;
  fetcher_.request(id, state.resource->tier, chain.request);
  chains_.emplace(id, std::move(chain));
}

HttpRequest Engine::first_request(const ResourceState& state, const Slice& slice) const {
  const Resource& resource = *state.resource;
  HttpRequest request{first_url(resource, settings_.base_url, slice, {}), {}};
  if (resource.report)
    request.body = report_body(*resource.report, slice, settings_.plan.time_zone, state.conversion_metric);
  else if (resource.counts_days)
    request.body = aggregate_body(slice);
  return request;
}

void Engine::store_slices(const ResourceState& state) {
  SlicesTask task{state.resource->name, {}};
  for (const auto& [key, partition] : state.partitions)
    for (const auto& [from, slice] : partition.slices) task.slices.push_back(slice);
  writer_.push(std::move(task));
}

void Engine::complete_partition(ResourceState& state, const std::string& key) {
  const PartitionPlan& plan = state.partitions.at(key).plan;
  writer_.push(CompleteTask{plan.after, plan.sweep});
}

void Engine::on_completed(const Completed& completed) {
  ResourceState& state = state_of(completed.watermark.resource);
  state.report.counts = completed.counts;
  const auto entry = state.partitions.find(completed.watermark.partition);
  if (entry == state.partitions.end()) return;
  const bool again = entry->second.plan.resumed && follow_up_due(*state.resource, completed.watermark);
  const std::string key = entry->first;
  state.partitions.erase(entry);
  if (again) {
    auto plan = plan_partition(*state.resource, key, completed.watermark, {}, settings_.plan);
    if (plan) {
      add_partition(state, std::move(*plan));
      if (state.resource->window.kind == WindowKind::kTimeSliced) store_slices(state);
      start_partition(state, key);
    }
  }
  finish_resource_when_done(state);
}

// Whether the time since a resumed plan was made has to be collected too.
bool Engine::follow_up_due(const Resource& resource, const Watermark& reached) const {
  if (resource.window.kind == WindowKind::kTimeSliced) return true;
  if (resource.report || resource.counts_days) return false;  // its days are those of this run
  return settings_.plan.now - reached.complete_to > kResumedListingAge;
}

void Engine::finish_resource_when_done(ResourceState& state) {
  if (!state.partitions.empty() || state.report.status != ResourceReport::Status::kRunning) return;
  state.report.status = ResourceReport::Status::kDone;
  state.report.seconds = std::chrono::duration<double>(clock_.tick() - state.begin).count();
  begin_waiting();
}

void Engine::begin_waiting() {
  for (ResourceState& state : states_)
    if (state.report.status == ResourceReport::Status::kWaiting && is_ready(*state.resource)) ask_for_plan(state);
}

}  // namespace klytics::collection

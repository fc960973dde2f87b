#include "collection/engine/engine.h"

#include <algorithm>

namespace klytics::collection {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongestWait{100};  // a stop is noticed so fast
constexpr milliseconds kProgressInterval{200};
// At a time where the store is the slower side and has seven eighths of what may wait before it: enough to keep it
// busy, and pages of few windows lie close together where they are stored. Where answers take their time, less waits,
// and as many are asked for as have room.
constexpr std::size_t kFewTransfers = 3;
constexpr std::chrono::seconds kStopGrace{15};  // for the answers that are on their way when the run is stopped

}  // namespace

Engine::Engine(Store& store, HttpClient& http, const Clock& clock, const SyncSettings& settings)
    : settings_(settings),
      clock_(clock),
      fetcher_(http, clock, settings.fetch),
      pages_([this] { fetcher_.wake(); }),
      writer_(store, [this] { fetcher_.wake(); }) {
  for (const Resource& resource : settings_.resources) {
    ResourceState& state = states_.emplace_back();
    state.resource = &resource;
    state.report.resource = resource.name;
  }
}

SyncReport Engine::run(std::vector<Watermark> watermarks, Fetcher::Page account_page) {
  for (Watermark& watermark : watermarks) {
    const std::string partition = watermark.partition;
    watermarks_[watermark.resource].emplace(partition, std::move(watermark));
  }
  try {
    begin(std::move(account_page));
    while (!finished()) {
      if (settings_.stopped()) return interrupt();
      for (Fetcher::Page& page : fetcher_.step(kLongestWait, allowed_transfers())) on_answer(std::move(page));
      turn();
    }
  } catch (...) {
    drain();
    throw;
  }
  writer_.finish();
  take_store_events();
  return report();
}

// The account's page goes through the same steps as any other; nothing else is asked for before it is on its way.
void Engine::begin(Fetcher::Page account_page) {
  for (std::size_t i = 0; i < states_.size(); ++i) {
    ResourceState& state = states_[i];
    if (state.resource->name != "accounts") continue;
    begin_resource(state);
    const std::optional<PartitionPlan> plan = plan_partition(*state.resource, "", std::nullopt, {}, settings_.plan);
    PartitionState& partition = state.partitions.emplace("", PartitionState{*plan, {}, 1}).first->second;
    partition.slices.emplace(plan->slices[0].from, plan->slices[0]);
    account_page.id = ++last_chain_;
    chains_.emplace(last_chain_, Chain{i, plan->slices[0], account_page.request, {}, true, 0});
    on_answer(std::move(account_page));
  }
  for (ResourceState& state : states_)
    if (state.resource->name != "accounts" && is_ready(*state.resource)) ask_for_plan(state);
}

bool Engine::finished() const {
  return std::all_of(states_.begin(), states_.end(),
                     [](const ResourceState& s) { return s.report.status >= ResourceReport::Status::kDone; });
}

std::size_t Engine::allowed_transfers() const {
  if (pending_bytes_ >= settings_.pending_bytes) return 0;
  const double room = static_cast<double>(settings_.pending_bytes - pending_bytes_) / average_body_bytes_;
  const auto transfers = std::max<std::size_t>(1, static_cast<std::size_t>(room));
  const bool nearly_full = pending_bytes_ > settings_.pending_bytes / 8 * 7;
  return nearly_full ? std::min(transfers, kFewTransfers) : transfers;
}

void Engine::turn() {
  for (ParsedPage& page : pages_.take()) on_parsed(std::move(page));
  take_store_events();
  const Moment now = clock_.tick();
  if (now < next_progress_) return;
  next_progress_ = now + kProgressInterval;
  settings_.progress(report().resources);
}

void Engine::take_store_events() {
  for (StoreEvent& event : writer_.take()) {
    if (auto* failure = std::get_if<std::exception_ptr>(&event)) std::rethrow_exception(*failure);
    if (auto* committed = std::get_if<Committed>(&event)) {
      pending_bytes_ -= committed->bytes;
      state_of(committed->resource).report.counts = committed->counts;
    } else if (auto* input = std::get_if<PlanInput>(&event)) {
      on_plan_input(*input);
    } else if (auto* completed = std::get_if<Completed>(&event)) {
      on_completed(*completed);
    }
  }
}

SyncReport Engine::interrupt() {
  const Moment give_up = clock_.tick() + kStopGrace;
  while ((fetcher_.active() > 0 && clock_.tick() < give_up) || pages_.pending() > 0) {
    for (Fetcher::Page& page : fetcher_.step(kLongestWait, 0)) on_answer(std::move(page));
    turn();
  }
  writer_.finish();
  take_store_events();
  SyncReport result = report();
  result.interrupted = true;
  return result;
}

// After a failure: what was fetched and can be stored is stored; another failure on the way adds nothing to the
// first.
void Engine::drain() noexcept {
  try {
    while (pages_.pending() > 0) {
      fetcher_.step(milliseconds{10}, 0);
      for (ParsedPage& page : pages_.take())
        if (!page.failure && page.readable) on_parsed(std::move(page));
    }
  } catch (...) {  // the first failure is the one to report
  }
  writer_.finish();
}

SyncReport Engine::report() const {
  SyncReport result;
  result.parse_seconds = std::chrono::duration<double>(pages_.busy()).count();
  for (const ResourceState& state : states_) {
    result.resources.push_back(state.report);
    if (state.report.status == ResourceReport::Status::kRunning)
      result.resources.back().seconds = std::chrono::duration<double>(clock_.tick() - state.begin).count();
  }
  return result;
}

ResourceState& Engine::state_of(std::string_view name) {
  return *std::find_if(states_.begin(), states_.end(),
                       [&](const ResourceState& s) { return s.resource->name == name; });
}

SyncReport synchronise(Store& store, HttpClient& http, const Clock& clock, const SyncSettings& settings,
                       Fetcher::Page account_page) {
  return Engine(store, http, clock, settings).run(store.watermarks(), std::move(account_page));
}

}  // namespace klytics::collection

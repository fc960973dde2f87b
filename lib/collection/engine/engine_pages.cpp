// Of the engine: what an answer leads to.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "collection/engine/engine.h"
#include "collection/engine/slice_split.h"
#include "collection/http/next_link.h"
#include "collection/records/json_page.h"
#include "collection/records/tag_include.h"

namespace klytics::collection {
namespace {

// Of a window whose cursors expire without a page in between.
constexpr int kMostRestarts = 50;

constexpr std::int64_t kPagesOfAnAverage = 16;

Instant whole_seconds(Instant instant) { return std::chrono::floor<std::chrono::seconds>(instant); }

}  // namespace

void Engine::on_answer(Fetcher::Page page) {
  const auto entry = chains_.find(page.id);
  if (entry == chains_.end()) return;  // of a resource that was skipped
  Chain& chain = entry->second;
  ResourceState& state = states_[chain.resource];
  switch (page.outcome) {
    case Outcome::kAccept: {
      pending_bytes_ += page.body.size();
      // Up at once and down slowly: what it takes for small may be fetched many times over at the same moment.
      const auto bytes = static_cast<double>(page.body.size());
      average_body_bytes_ = std::max({bytes, average_body_bytes_ + (bytes - average_body_bytes_) / 16, 1024.0});
      const std::uint64_t id = page.id;
      return pages_.push({id, state.resource, chain.slice.partition, clock_.now(), std::move(page)});
    }
    case Outcome::kCursorExpired:
      return restart(page.id, chain, page.detail);
    case Outcome::kScopeMissing:
      if (ask_without_tags(page.id, chain, page.detail)) return;
      return skip(state, {ErrorKind::kPermission,
                          fmt::format("the API key may not read {}: {}", state.resource->name, page.detail),
                          fmt::format("the key needs the scopes {}", fmt::join(state.resource->scopes, ", "))});
    case Outcome::kRefused:
      if (state.resource->counts_days) return leave_partition(state, chain.slice.partition, page.detail);
      return skip(state, {ErrorKind::kContract,
                          fmt::format("the API refuses to report {}: {}", state.resource->name, page.detail),
                          "check conversion_metric in [facts] and the configured revision"});
    case Outcome::kQuotaSpent:
      state.report.try_again = page.try_again;
      chains_.erase(entry);
      return postpone_when_quiet(state);
    case Outcome::kNotFound:
      return on_not_found(entry->first, chain, page);
    default:
      throw Error(ErrorKind::kInternal, "an answer with an outcome that the engine does not know");
  }
}

// Begins the window again: of a sorted chain at the last record seen, else at its beginning.
void Engine::restart(std::uint64_t id, Chain& chain, const std::string& words) {
  const Resource& resource = *states_[chain.resource].resource;
  if (++chain.restarts > kMostRestarts)
    throw Error(ErrorKind::kContract, fmt::format("the API refuses every page cursor of {}: {}", resource.name, words));
  const std::optional<Instant> from =
      chain.sorted && chain.reached ? std::optional(whole_seconds(*chain.reached)) : std::nullopt;
  chain.request.url = first_url(resource, settings_.base_url, chain.slice, from);
  fetcher_.request(id, resource.tier, chain.request);
}

// Asks again without tags, whose scope may be the one that is missing; false when that was done or there are none.
bool Engine::ask_without_tags(std::uint64_t id, Chain& chain, const std::string& words) {
  ResourceState& state = states_[chain.resource];
  if (chain.without_tags) return false;
  if (!state.reduced) {
    state.reduced = without_tags(*state.resource);
    if (!state.reduced) return false;
    state.resource = &*state.reduced;
    state.report.warning = fmt::format("the API key may not read the tags of {}, which are left as they were: {}",
                                       state.resource->name, words);
  }
  chain.without_tags = true;
  restart(id, chain, words);
  return true;
}

void Engine::skip(ResourceState& state, const Error& reason) {
  const auto& asked = settings_.asked_for;
  if (std::find(asked.begin(), asked.end(), state.resource->name) != asked.end()) throw Error(reason);
  leave(state, ResourceReport::Status::kSkipped, fmt::format("{}; {}", reason.what(), reason.hint()));
}

// What was fetched before is stored first. The windows that are left stay open: the next run that may goes on with
// them.
void Engine::postpone_when_quiet(ResourceState& state) {
  const bool quiet =
      std::ranges::none_of(chains_, [&](const auto& entry) { return &states_[entry.second.resource] == &state; });
  if (!state.report.try_again || !quiet) return;
  leave(state, ResourceReport::Status::kPostponed,
        fmt::format("no more reports may be asked for today: {} goes on with the first run from {} on",
                    state.resource->name, to_string(*state.report.try_again)));
}

// One metric that the vendor does not count says nothing of the others.
void Engine::leave_partition(ResourceState& state, const std::string& key, const std::string& words) {
  const std::string partition = key;  // the chain that names it goes
  std::erase_if(chains_, [&](const auto& entry) {
    const bool left = &states_[entry.second.resource] == &state && entry.second.slice.partition == partition;
    if (left) fetcher_.cancel(entry.first);
    return left;
  });
  state.partitions.erase(partition);
  std::string& warning = state.report.warning;
  if (warning.empty()) warning = fmt::format("the API does not count {} of", state.resource->name);
  warning += fmt::format(" {} ({})", partition.substr(0, partition.find('/')), words);
  finish_resource_when_done(state);
}

void Engine::leave(ResourceState& state, ResourceReport::Status status, std::string warning) {
  std::erase_if(chains_, [&](const auto& entry) {
    const bool skipped = &states_[entry.second.resource] == &state;
    if (skipped) fetcher_.cancel(entry.first);
    return skipped;
  });
  state.partitions.clear();
  state.report.status = status;
  state.report.warning = std::move(warning);
  begin_waiting();
}

// A parent that vanished since it was listed has no children any more; anything else must exist.
void Engine::on_not_found(std::uint64_t id, const Chain& chain, const Fetcher::Page& page) {
  ResourceState& state = states_[chain.resource];
  if (state.resource->parent.empty())
    throw Error(ErrorKind::kContract,
                fmt::format("the API does not know {}: {}", path_of(page.request.url), page.detail),
                "check the base URL and the configured revision");
  state.partitions.erase(chain.slice.partition);
  chains_.erase(id);
  finish_resource_when_done(state);
}

void Engine::on_parsed(ParsedPage parsed) {
  if (parsed.failure) std::rethrow_exception(parsed.failure);
  const std::size_t bytes = parsed.task.page.body.size();
  const auto entry = chains_.find(parsed.task.chain);
  if (entry == chains_.end()) {
    pending_bytes_ -= bytes;
    return;
  }
  Chain& chain = entry->second;
  ResourceState& state = states_[chain.resource];
  if (!parsed.readable) {
    pending_bytes_ -= bytes;
    return fetcher_.request_again(entry->first, state.resource->tier, parsed.task.page,
                                  looks_like_json(parsed.task.page.body));
  }
  if (parsed.next) check_next_link(settings_.base_url, chain.request.url, *parsed.next);
  PartitionState& partition = state.partitions.at(chain.slice.partition);
  if (state.resource->report && !parsed.rows.rejected.empty()) {
    // Nothing of a report that cannot be read is gone, and it is due again.
    partition.plan.sweep = false;
    partition.plan.after.swept_at.reset();
  }
  follow(chain, parsed.rows);
  if (parsed.next && cut(state, partition, chain, parsed.rows)) {
    parsed.next = first_url(*state.resource, settings_.base_url, chain.slice, whole_seconds(*chain.reached));
  }
  chain.slice.next_url = parsed.next;
  chain.slice.done = !parsed.next;
  partition.slices[chain.slice.from] = chain.slice;
  push_commit(chain, std::move(parsed), bytes);
  if (!chain.slice.done) {
    chain.request.url = *chain.slice.next_url;
    return fetcher_.request_next(entry->first, state.resource->tier, chain.request);
  }
  const std::string key = chain.slice.partition;
  chains_.erase(entry);
  if (--partition.running == 0) complete_partition(state, key);
  postpone_when_quiet(state);
}

void Engine::follow(Chain& chain, const PageRows& rows) {
  chain.restarts = 0;
  chain.sorted =
      chain.sorted && rows.ascending && (!chain.reached || !rows.first_time || *rows.first_time >= *chain.reached);
  if (rows.last_time) chain.reached = rows.last_time;
}

// Cuts what is left of a time slice into pieces when there is room to fetch them side by side. The store learns of
// the pieces before the position that leaves them to others.
bool Engine::cut(ResourceState& state, PartitionState& partition, Chain& chain, const PageRows& rows) {
  if (state.resource->window.kind != WindowKind::kTimeSliced || !chain.slice.to || !chain.sorted || !rows.first_time)
    return false;
  ++partition.full_pages;
  partition.full_pages_span += *rows.last_time - *rows.first_time;
  // One page alone may lie in the burst that follows a campaign; the average of several knows the quiet hours too.
  const Instant first = partition.full_pages < kPagesOfAnAverage
                            ? *rows.first_time
                            : *rows.last_time - partition.full_pages_span / partition.full_pages;
  std::vector<Instant> points =
      split_points({first, *rows.last_time, *chain.slice.to}, fetcher_.free_transfers(state.resource->tier),
                   chain.piece ? kLeastPagesOfAnother : kLeastPages);
  std::erase_if(points, [&](Instant point) { return partition.slices.contains(point); });
  if (points.empty()) return false;
  points.push_back(*chain.slice.to);
  chain.slice.to = points.front();
  partition.slices[chain.slice.from].to = points.front();
  std::vector<Slice> pieces;
  for (std::size_t i = 0; i + 1 < points.size(); ++i)
    pieces.push_back({chain.slice.resource, chain.slice.partition, points[i], points[i + 1], std::nullopt, false});
  for (const Slice& piece : pieces) partition.slices.emplace(piece.from, piece);
  store_slices(state);
  for (const Slice& piece : pieces) start_chain(state, partition, piece);
  chain.piece = true;
  return true;
}

void Engine::push_commit(const Chain& chain, ParsedPage parsed, std::size_t bytes) {
  const Attempts& attempts = parsed.task.page.attempts;
  PageCommit commit{chain.slice,
                    {std::move(parsed.task.page.request.url), parsed.task.fetched_at, parsed.rows.records,
                     std::move(parsed.task.page.body), std::move(parsed.task.page.request.body)},
                    std::move(parsed.rows.batches),
                    std::move(parsed.rows.rejected),
                    {}};
  const PartitionState& partition = states_[chain.resource].partitions.at(chain.slice.partition);
  if (partition.plan.sweep) commit.seen_ids = std::move(parsed.rows.seen_ids);
  writer_.push(CommitTask{std::move(commit), 1 + attempts.faults + attempts.malformed + attempts.throttled, bytes});
}

}  // namespace klytics::collection

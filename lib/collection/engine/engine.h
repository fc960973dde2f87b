// The coordinator behind synchronise(): one thread that decides, two that parse and store.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "collection/engine/chain.h"
#include "collection/engine/page_worker.h"
#include "collection/engine/store_worker.h"
#include "collection/engine/sync_engine.h"

namespace klytics::collection {

/// Everything but run() is called on run()'s thread. A page goes: fetcher, page worker, back here where the position
/// behind it is decided, store worker. What the store worker has been given is what the store will know, in that order.
class Engine {
 public:
  Engine(Store& store, HttpClient& http, const Clock& clock, const SyncSettings& settings);

  SyncReport run(std::vector<Watermark> watermarks, Fetcher::Page account_page);

 private:
  // The account's page goes through the same steps as any other; nothing else is asked for before it is on its way.
  void begin(Fetcher::Page account_page);
  bool finished() const;
  std::size_t allowed_transfers() const;
  void turn();
  void take_store_events();
  SyncReport interrupt();
  // After a failure: what was fetched and can be stored is stored; another failure on the way adds nothing to the
  // first.
  void drain() noexcept;
  SyncReport report() const;
  ResourceState& state_of(std::string_view name);

  const Watermark* watermark_of(const std::string& resource, const std::string& partition) const;
  bool is_ready(const Resource& resource) const;
  void begin_resource(ResourceState& state);
  void ask_for_plan(ResourceState& state);
  void on_plan_input(const PlanInput& input);
  static void add_partition(ResourceState& state, PartitionPlan plan);
  // Whether a report is to be fetched, and with which metric; when not it is done or skipped.
  bool prepare_report(ResourceState& state, const ReportFacts& facts);
  HttpRequest first_request(const ResourceState& state, const Slice& slice) const;
  void start_partition(ResourceState& state, const std::string& key);
  void start_chain(ResourceState& state, PartitionState& partition, const Slice& slice);
  void store_slices(const ResourceState& state);
  void complete_partition(ResourceState& state, const std::string& key);
  void on_completed(const Completed& completed);
  // Whether the time since a resumed plan was made has to be collected too.
  bool follow_up_due(const Resource& resource, const Watermark& reached) const;
  void finish_resource_when_done(ResourceState& state);
  void begin_waiting();  // what waited for a resource that is done now

  void on_answer(Fetcher::Page page);
  // Begins the window again: of a sorted chain at the last record seen, else at its beginning.
  void restart(std::uint64_t id, Chain& chain, const std::string& words);
  // Asks again without tags, whose scope may be the one that is missing; false when that was done or there are none.
  bool ask_without_tags(std::uint64_t id, Chain& chain, const std::string& words);
  // Leaves out what cannot be had; throws the reason where the user asked for it by name.
  void skip(ResourceState& state, const Error& reason);
  void postpone_when_quiet(ResourceState& state);  // once nothing of it is on its way
  void leave_partition(ResourceState& state, const std::string& key, const std::string& words);
  void leave(ResourceState& state, ResourceReport::Status status, std::string warning);
  // A parent that vanished since it was listed has no children any more; anything else must exist.
  void on_not_found(std::uint64_t id, const Chain& chain, const Fetcher::Page& page);
  void on_parsed(ParsedPage parsed);
  static void follow(Chain& chain, const PageRows& rows);
  // Cuts what is left of a time slice into pieces when there is room to fetch them side by side. The store learns of
  // the pieces before the position that leaves them to others.
  bool cut(ResourceState& state, PartitionState& partition, Chain& chain, const PageRows& rows);
  void push_commit(const Chain& chain, ParsedPage parsed, std::size_t bytes);

  const SyncSettings& settings_;
  Clock clock_;
  Fetcher fetcher_;
  std::vector<ResourceState> states_;
  std::map<std::string, std::unordered_map<std::string, Watermark>> watermarks_;
  std::unordered_map<std::uint64_t, Chain> chains_;
  std::uint64_t last_chain_ = 0;
  std::size_t pending_bytes_ = 0;  // of bodies that are not stored yet
  double average_body_bytes_ = 256 << 10;
  Moment next_progress_{};
  PageWorker pages_;  // the workers end before what they wake
  StoreWorker writer_;
};

}  // namespace klytics::collection

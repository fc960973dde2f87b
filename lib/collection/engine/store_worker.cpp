#include "collection/engine/store_worker.h"

#include <utility>

namespace klytics::collection {
namespace {

// Bodies that go into one transaction: large enough for the database, small enough for the memory of a copy.
constexpr std::size_t kCommitBytes = 8U << 20U;

}  // namespace

StoreWorker::StoreWorker(Store& store, std::function<void()> wake)
    : store_(store), wake_(std::move(wake)), thread_([this] { work(); }) {}

StoreWorker::~StoreWorker() { finish(); }

void StoreWorker::finish() {
  tasks_.close();
  if (thread_.joinable()) thread_.join();
}

void StoreWorker::push(StoreTask task) { tasks_.push(std::move(task)); }

void StoreWorker::tell(StoreEvent event) {
  events_.push(std::move(event));
  wake_();
}

void StoreWorker::work() {
  bool failed = false;
  for (std::vector<StoreTask> tasks = tasks_.wait_all(); !tasks.empty(); tasks = tasks_.wait_all()) {
    if (failed) continue;
    try {
      run(std::move(tasks));
    } catch (...) {
      failed = true;
      tell(std::current_exception());
    }
  }
}

void StoreWorker::run(std::vector<StoreTask> tasks) {
  std::vector<CommitTask> waiting;
  std::size_t bytes = 0;
  for (StoreTask& task : tasks) {
    if (auto* page = std::get_if<CommitTask>(&task)) {
      const bool another = !waiting.empty() && waiting.front().commit.slice.resource != page->commit.slice.resource;
      if (another || bytes >= kCommitBytes) {
        commit(std::exchange(waiting, {}));
        bytes = 0;
      }
      bytes += page->bytes;
      waiting.push_back(std::move(*page));
      continue;
    }
    if (!waiting.empty()) commit(std::exchange(waiting, {}));
    bytes = 0;
    run_one(std::move(task));
  }
  if (!waiting.empty()) commit(std::move(waiting));
}

void StoreWorker::run_one(StoreTask task) {
  if (auto* plan = std::get_if<PlanTask>(&task)) {
    PlanInput input{plan->resource, store_.open_slices(plan->resource), {}, {}};
    if (plan->report) input.report = store_.report_facts();
    if (!plan->parent.empty()) input.parent_ids = store_.object_ids(plan->parent);
    tell(std::move(input));
  } else if (auto* slices = std::get_if<SlicesTask>(&task)) {
    store_.plan_slices(slices->resource, slices->slices);
  } else if (auto* complete = std::get_if<CompleteTask>(&task)) {
    ResourceCounts& counts = counts_[complete->watermark.resource];
    counts.removed += store_.complete(complete->watermark, complete->sweep);
    tell(Completed{complete->watermark, counts});
  }
}

void StoreWorker::commit(std::vector<CommitTask> tasks) {
  const std::string resource = tasks.front().commit.slice.resource;
  ResourceCounts& counts = counts_[resource];
  std::size_t bytes = 0;
  std::vector<PageCommit> pages;
  for (CommitTask& task : tasks) {
    counts.requests += task.requests;
    ++counts.pages;
    counts.fetched += task.commit.page.records;
    bytes += task.bytes;
    pages.push_back(std::move(task.commit));
  }
  store_.commit(std::move(pages), counts);
  tell(Committed{resource, counts, bytes});
}

}  // namespace klytics::collection

// The thread that owns the store: commits in order, several pages in one transaction when they are waiting.
#pragma once

#include <exception>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "collection/engine/channel.h"
#include "collection/store.h"

namespace klytics::collection {

struct CommitTask {
  PageCommit commit;
  std::int64_t requests;  // that the page cost
  std::size_t bytes;      // of its body
};
struct PlanTask {  // asks for what planning needs
  std::string resource;
  std::string parent;  // '' for none
  bool report = false;
};
struct SlicesTask {
  std::string resource;
  std::vector<Slice> slices;
};
struct CompleteTask {
  Watermark watermark;
  bool sweep;
};
using StoreTask = std::variant<CommitTask, PlanTask, SlicesTask, CompleteTask>;

struct Committed {
  std::string resource;
  ResourceCounts counts;  // of the resource, so far
  std::size_t bytes;
};
struct PlanInput {
  std::string resource;
  std::vector<Slice> open;
  std::vector<std::string> parent_ids;
  std::optional<ReportFacts> report = {};
};
struct Completed {
  Watermark watermark;
  ResourceCounts counts;
};
using StoreEvent = std::variant<Committed, PlanInput, Completed, std::exception_ptr>;

/// Works tasks off in the order in which they come. After a failure it drops every task.
class StoreWorker {
 public:
  /// `wake` is called from the worker's thread whenever there is an event to take.
  StoreWorker(Store& store, std::function<void()> wake);
  /// Finishes what was pushed.
  ~StoreWorker();
  StoreWorker(const StoreWorker&) = delete;
  StoreWorker& operator=(const StoreWorker&) = delete;

  void push(StoreTask task);
  std::vector<StoreEvent> take() { return events_.take_all(); }
  /// Waits until everything that was pushed is done or dropped.
  void finish();

 private:
  void work();
  void run(std::vector<StoreTask> tasks);
  void run_one(StoreTask task);
  void commit(std::vector<CommitTask> tasks);
  void tell(StoreEvent event);

  Store& store_;
  std::function<void()> wake_;
  Channel<StoreTask> tasks_;
  Channel<StoreEvent> events_;
  std::map<std::string, ResourceCounts> counts_;
  std::thread thread_;
};

}  // namespace klytics::collection

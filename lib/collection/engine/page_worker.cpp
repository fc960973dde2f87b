#include "collection/engine/page_worker.h"

#include <unordered_map>

namespace klytics::collection {
namespace {

ParsedPage parse(PageTask task, std::unordered_map<const Resource*, RowBuilder>& builders) {
  ParsedPage parsed{std::move(task), false, {}, {}, {}};
  try {
    std::string& body = parsed.task.page.body;
    body.reserve(body.size() + kBodyPadding);
    std::optional<JsonPage> page = split_page(body);
    if (!page) return parsed;
    RowBuilder& builder = builders.try_emplace(parsed.task.resource, *parsed.task.resource).first->second;
    parsed.rows = builder.build(body, *page, parsed.task.partition);
    parsed.next = std::move(page->next);
    parsed.readable = true;
  } catch (...) {
    parsed.failure = std::current_exception();
  }
  return parsed;
}

}  // namespace

PageWorker::PageWorker(std::function<void()> wake) : wake_(std::move(wake)), thread_([this] { work(); }) {}

PageWorker::~PageWorker() {
  tasks_.take_all();
  tasks_.close();
  thread_.join();
}

void PageWorker::push(PageTask task) {
  ++pending_;
  tasks_.push(std::move(task));
}

std::vector<ParsedPage> PageWorker::take() {
  std::vector<ParsedPage> pages = parsed_.take_all();
  pending_ -= pages.size();
  return pages;
}

void PageWorker::work() {
  std::unordered_map<const Resource*, RowBuilder> builders;
  for (std::vector<PageTask> tasks = tasks_.wait_all(); !tasks.empty(); tasks = tasks_.wait_all()) {
    for (PageTask& task : tasks) {
      const auto begin = std::chrono::steady_clock::now();
      parsed_.push(parse(std::move(task), builders));
      busy_ += std::chrono::nanoseconds(std::chrono::steady_clock::now() - begin).count();
      wake_();
    }
  }
}

}  // namespace klytics::collection

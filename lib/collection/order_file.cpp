#include "collection/order_file.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "collection/text_blocks.h"
#include "core/error.h"

namespace klytics::collection {
namespace {

// Hands out blocks to workers one by one and keeps the failure of the earliest block.
class SharedBlocks {
 public:
  SharedBlocks(TextBlocks& blocks, TextBlock first) : blocks_(blocks), first_(std::move(first)) {}

  bool next(TextBlock& block) {
    const std::scoped_lock lock(mutex_);
    if (failure_) return false;  // blocks before the failure have been handed out
    if (first_) {
      block = std::move(*first_);
      first_.reset();
      return true;
    }
    return blocks_.next(block);
  }

  void fail(std::size_t line, std::exception_ptr failure) {
    const std::scoped_lock lock(mutex_);
    if (failure_ && failure_line_ <= line) return;
    failure_ = std::move(failure);
    failure_line_ = line;
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  TextBlocks& blocks_;
  std::optional<TextBlock> first_;
  std::mutex mutex_;
  std::exception_ptr failure_;
  std::size_t failure_line_ = 0;
};

void read_blocks(SharedBlocks& blocks, const OrderReader& reader, const std::string& name, Orders& orders) {
  TextBlock block;
  std::size_t line = 0;
  try {
    while (blocks.next(block)) {
      line = block.first_line;
      CsvReader records(block.text, name, ',', block.first_line);
      if (line == 1) records.next();  // the header
      reader.read(records, orders);
    }
  } catch (...) {
    blocks.fail(line, std::current_exception());
  }
}

}  // namespace

Orders read_order_file(const std::string& path, const OrderColumns& columns, const TimeZone& zone, unsigned threads) {
  TextBlocks text(path);
  TextBlock first;
  text.next(first);
  CsvReader header_reader(first.text, text.name());
  const CsvHeader header(header_reader);
  const OrderReader reader(header, columns, zone);

  SharedBlocks blocks(text, std::move(first));
  std::vector<Orders> parts(std::max(1U, threads));
  {
    std::vector<std::jthread> workers;
    for (std::size_t i = 1; i < parts.size(); ++i)
      workers.emplace_back([&, i] { read_blocks(blocks, reader, text.name(), parts[i]); });
    read_blocks(blocks, reader, text.name(), parts[0]);
  }
  blocks.rethrow();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    parts[0].append(parts[i]);
    parts[i] = Orders();
  }
  return std::move(parts[0]);
}

}  // namespace klytics::collection

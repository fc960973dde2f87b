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

// What one worker read, and where each of its blocks begins.
struct Part {
  struct Block {
    std::size_t line, first_order, first_free_row;
    std::size_t first_customer, first_group, first_label;  // numbers that this block gave first
  };
  Orders orders;
  std::vector<Block> blocks;
};

void read_blocks(SharedBlocks& blocks, const OrderReader& reader, const std::string& name, Part& part) {
  TextBlock block;
  std::size_t line = 0;
  try {
    while (blocks.next(block)) {
      line = block.first_line;
      const Orders& orders = part.orders;
      part.blocks.push_back({line, orders.size(), orders.free_rows.size(), orders.customer_ids.size(),
                             orders.group_ids.size(), orders.label_ids.size()});
      CsvReader records(block.text, name, ',', block.first_line);
      if (line == 1) records.next();  // the header
      reader.read(records, part.orders);
    }
  } catch (...) {
    blocks.fail(line, std::current_exception());
  }
}

// Numbers of one dictionary in another, given block by block: what is new in a block is a range of numbers.
class Renumbering {
 public:
  Renumbering(const StringIds& from, StringIds& to) : from_(from), to_(to) {}

  /// Numbers all up to `end`, which an earlier call has not.
  void extend(std::size_t end) {
    std::vector<std::string_view> texts;
    for (std::size_t number = numbers_.size(); number < end; ++number)
      texts.push_back(from_.text(static_cast<std::uint32_t>(number)));
    numbers_.resize(end);
    to_.ids(texts, numbers_.data() + end - texts.size());
  }
  std::uint32_t operator()(std::uint32_t number) const { return numbers_[number]; }

 private:
  const StringIds& from_;
  StringIds& to_;
  std::vector<std::uint32_t> numbers_;
};

// Puts the blocks of all parts one after the other as they stand in the file.
Orders in_file_order(const std::vector<Part>& parts) {
  struct Piece {
    std::size_t part, block;
  };
  Orders all;
  std::vector<Piece> pieces;
  std::vector<Renumbering> customers, groups, labels;
  std::size_t size = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Orders& orders = parts[i].orders;
    customers.emplace_back(orders.customer_ids, all.customer_ids);
    groups.emplace_back(orders.group_ids, all.group_ids);
    labels.emplace_back(orders.label_ids, all.label_ids);
    for (std::size_t block = 0; block < parts[i].blocks.size(); ++block) pieces.push_back({i, block});
    size += orders.size();
    all.rows_without_customer += orders.rows_without_customer;
    all.rows_of_amount_zero += orders.rows_of_amount_zero;
  }
  std::sort(pieces.begin(), pieces.end(), [&parts](const Piece& a, const Piece& b) {
    return parts[a.part].blocks[a.block].line < parts[b.part].blocks[b.block].line;
  });
  all.customers.reserve(size);
  all.days.reserve(size);
  all.amounts.reserve(size);
  for (const auto& [i, block] : pieces) {
    const Orders& orders = parts[i].orders;
    const auto& blocks = parts[i].blocks;
    const bool last = block + 1 == blocks.size();
    const std::size_t end = last ? orders.size() : blocks[block + 1].first_order;
    const std::size_t free_end = last ? orders.free_rows.size() : blocks[block + 1].first_free_row;
    customers[i].extend(last ? orders.customer_ids.size() : blocks[block + 1].first_customer);
    groups[i].extend(last ? orders.group_ids.size() : blocks[block + 1].first_group);
    labels[i].extend(last ? orders.label_ids.size() : blocks[block + 1].first_label);
    const auto copy = [first = blocks[block].first_order, end](const auto& from, auto& to) {
      if (!from.empty())
        to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(first),
                  from.begin() + static_cast<std::ptrdiff_t>(end));
    };
    for (std::size_t row = blocks[block].first_order; row < end; ++row)
      all.customers.push_back(customers[i](orders.customers[row]));
    for (std::size_t row = blocks[block].first_order; row < end && !orders.groups.empty(); ++row)
      all.groups.push_back(groups[i](orders.groups[row]));
    for (std::size_t row = blocks[block].first_order; row < end && !orders.labels.empty(); ++row)
      all.labels.push_back(labels[i](orders.labels[row]));
    for (std::size_t row = blocks[block].first_free_row; row < free_end; ++row)
      all.free_rows.push_back({customers[i](orders.free_rows[row].customer), orders.free_rows[row].day});
    copy(orders.days, all.days);
    copy(orders.amounts, all.amounts);
    copy(orders.starts, all.starts);
  }
  return all;
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
  std::vector<Part> parts(std::max(1U, threads));
  {
    std::vector<std::jthread> workers;
    for (std::size_t i = 1; i < parts.size(); ++i)
      workers.emplace_back([&, i] { read_blocks(blocks, reader, text.name(), parts[i]); });
    read_blocks(blocks, reader, text.name(), parts[0]);
  }
  blocks.rethrow();
  std::erase_if(parts, [](const Part& part) { return part.blocks.empty(); });
  if (parts.size() == 1 && parts[0].blocks.size() == 1) return std::move(parts[0].orders);
  return in_file_order(parts);
}

}  // namespace klytics::collection

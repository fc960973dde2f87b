#include "core/csv.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/error.h"

namespace klytics {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view without_carriage_return(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::string name, char delimiter, std::size_t first_line)
    : text_(text), name_(std::move(name)), delimiter_(delimiter), line_(first_line) {
  if (first_line == 1 && text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  next_quote_ = std::min(text_.find('"'), text_.size());
}

bool CsvReader::next() {
  while (position_ < text_.size()) {
    record_line_ = line_;
    if (next_quote_ < position_) next_quote_ = std::min(text_.find('"', position_), text_.size());
    const std::size_t end = std::min(text_.find('\n', position_), text_.size());
    if (next_quote_ < end) {
      read_quoted();
      return true;
    }
    const std::string_view record = without_carriage_return(text_.substr(position_, end - position_));
    position_ = end + 1;
    ++line_;
    if (record.empty()) continue;
    read_plain(record);
    return true;
  }
  return false;
}

void CsvReader::read_plain(std::string_view record) {
  fields_.clear();
  const char* const last = record.data() + record.size();
  const char* field = record.data();
  for (const char* c = field; c != last; ++c) {
    if (*c != delimiter_) continue;
    fields_.emplace_back(field, static_cast<std::size_t>(c - field));
    field = c + 1;
  }
  fields_.emplace_back(field, static_cast<std::size_t>(last - field));
}

void CsvReader::read_quoted() {
  fields_.clear();
  unquoted_.clear();
  std::vector<std::pair<std::size_t, std::size_t>> stored;  // field, position in unquoted_
  for (;;) {
    if (position_ < text_.size() && text_[position_] == '"') {
      const std::size_t begin = ++position_;
      std::string value;
      bool doubled = false;
      std::size_t piece = begin;
      for (;;) {
        const std::size_t quote = text_.find('"', position_);
        if (quote == std::string_view::npos)
          throw Error(ErrorKind::kBadData, fmt::format("{}:{}: a quoted field is not closed", name_, record_line_));
        position_ = quote + 1;
        if (position_ >= text_.size() || text_[position_] != '"') break;
        doubled = true;
        value.append(text_, piece, position_ - piece);  // with the first of the two quotes
        piece = ++position_;
      }
      const std::size_t close = position_ - 1;
      line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                                                   text_.begin() + static_cast<std::ptrdiff_t>(close), '\n'));
      if (doubled) {
        value.append(text_, piece, close - piece);
        stored.emplace_back(fields_.size(), unquoted_.size());
        unquoted_.push_back(std::move(value));
        fields_.emplace_back();
      } else {
        fields_.push_back(text_.substr(begin, close - begin));
      }
      if (position_ < text_.size() && text_[position_] == '\r' &&
          (position_ + 1 == text_.size() || text_[position_ + 1] == '\n'))
        ++position_;
    } else {
      std::size_t end = position_;
      while (end < text_.size() && text_[end] != delimiter_ && text_[end] != '\n') ++end;
      std::string_view field = text_.substr(position_, end - position_);
      if (end == text_.size() || text_[end] == '\n') field = without_carriage_return(field);
      fields_.push_back(field);
      position_ = end;
    }
    if (position_ >= text_.size()) break;
    const char separator = text_[position_++];
    if (separator == '\n') break;
    if (separator != delimiter_)
      throw Error(ErrorKind::kBadData, fmt::format("{}:{}: text after a closing quote", name_, line_));
  }
  ++line_;
  for (const auto& [field, index] : stored) fields_[field] = unquoted_[index];
}

void CsvReader::fail(std::string_view column, std::string_view what, std::string_view value) const {
  constexpr std::size_t kShown = 80;  // a value can be a whole document
  throw Error(ErrorKind::kBadData,
              fmt::format("{}:{}: column {}: {}: \"{}\"", name_, record_line_, column, what, value.substr(0, kShown)));
}

CsvHeader::CsvHeader(CsvReader& reader) : file_(reader.name()) {
  if (!reader.next()) throw Error(ErrorKind::kBadData, fmt::format("{}: empty, without a header line", file_));
  names_.assign(reader.fields().begin(), reader.fields().end());
  std::vector<std::string> sorted = names_;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice != sorted.end())
    throw Error(ErrorKind::kBadData, fmt::format("{}:1: the column {} stands twice", file_, *twice));
}

std::optional<std::size_t> CsvHeader::find(std::string_view column) const {
  const auto found = std::find(names_.begin(), names_.end(), column);
  if (found == names_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names_.begin());
}

std::size_t CsvHeader::require(std::string_view column) const {
  if (const std::optional<std::size_t> found = find(column)) return *found;
  throw Error(ErrorKind::kBadData, fmt::format("{}:1: no column named {}", file_, column),
              fmt::format("the columns are {}", fmt::join(names_, ", ")));
}

void CsvHeader::check_width(const CsvReader& reader) const {
  if (reader.fields().size() == names_.size()) return;
  throw Error(ErrorKind::kBadData, fmt::format("{}:{}: {} fields where the header has {}", file_, reader.line(),
                                               reader.fields().size(), names_.size()));
}

std::size_t csv_complete_prefix(std::string_view text) {
  if (text.find('"') == std::string_view::npos) return text.rfind('\n') + 1;  // npos + 1 is 0
  // A newline ends a record where an even number of quotes stands before it.
  std::size_t complete = 0;
  bool inside = false;
  std::size_t position = 0;
  while (position < text.size()) {
    const std::size_t quote = std::min(text.find('"', position), text.size());
    if (!inside) {
      const std::size_t newline = text.substr(position, quote - position).rfind('\n');
      if (newline != std::string_view::npos) complete = position + newline + 1;
    }
    inside = !inside;
    position = quote + 1;
  }
  return complete;
}

std::string csv_field(std::string_view value, char delimiter) {
  const char special[] = {delimiter, '"', '\n', '\r'};
  if (value.find_first_of(std::string_view(special, sizeof special)) == std::string_view::npos)
    return std::string(value);
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace klytics

#include "collection/records/page_scanner.h"

#include <string>

namespace klytics::collection {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool done() {
    skip_space();
    return position_ == text_.size();
  }
  bool take(char expected) {
    skip_space();
    if (position_ >= text_.size() || text_[position_] != expected) return false;
    ++position_;
    return true;
  }
  // A string without its quotes, as it is written.
  std::optional<std::string_view> take_string() {
    if (!take('"')) return std::nullopt;
    const std::size_t begin = position_;
    if (!skip_string()) return std::nullopt;
    return text_.substr(begin, position_ - 1 - begin);
  }
  // Any value up to the ',' or closing bracket that follows it.
  std::optional<std::string_view> take_value() {
    skip_space();
    const std::size_t begin = position_;
    std::string closers;
    for (; position_ < text_.size(); ++position_) {
      const char c = text_[position_];
      if (c == '"') {
        ++position_;
        if (!skip_string()) return std::nullopt;
        --position_;
      } else if (c == '{' || c == '[') {
        closers += c == '{' ? '}' : ']';
      } else if (c == '}' || c == ']') {
        if (closers.empty()) return value_from(begin);
        if (closers.back() != c) return std::nullopt;
        closers.pop_back();
      } else if (c == ',' && closers.empty()) {
        return value_from(begin);
      }
    }
    return std::nullopt;  // every value of a page is followed by something
  }

 private:
  void skip_space() {
    while (position_ < text_.size() && std::string_view(" \t\r\n").find(text_[position_]) != std::string_view::npos)
      ++position_;
  }
  // From behind the opening quote to behind the closing one.
  bool skip_string() {
    for (; position_ < text_.size(); ++position_) {
      if (text_[position_] == '\\')
        ++position_;
      else if (text_[position_] == '"')
        return ++position_, true;
    }
    return false;
  }
  std::optional<std::string_view> value_from(std::size_t begin) const {
    const std::string_view value = text_.substr(begin, position_ - begin);
    const std::size_t last = value.find_last_not_of(" \t\r\n");
    if (last == std::string_view::npos) return std::nullopt;
    return value.substr(0, last + 1);
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

bool scan_elements(std::string_view value, std::vector<std::string_view>& elements) {
  if (value == "null") return true;
  if (!value.starts_with('[')) {
    elements.push_back(value);
    return true;
  }
  Scanner scanner(value);
  scanner.take('[');
  if (scanner.take(']')) return scanner.done();
  do {
    const std::optional<std::string_view> element = scanner.take_value();
    if (!element) return false;
    elements.push_back(*element);
  } while (scanner.take(','));
  return scanner.take(']') && scanner.done();
}

// The string at links.next. A URL needs no escapes but "\/" and "\u0026".
bool scan_next(std::string_view links, std::optional<std::string>& next) {
  Scanner scanner(links);
  if (!scanner.take('{')) return links == "null";
  if (scanner.take('}')) return true;
  do {
    const auto key = scanner.take_string();
    if (!key || !scanner.take(':')) return false;
    const auto value = scanner.take_value();
    if (!value) return false;
    if (*key != "next" || !value->starts_with('"') || value->size() < 2) continue;
    std::string url;
    const std::string_view written = value->substr(1, value->size() - 2);
    for (std::size_t i = 0; i < written.size(); ++i) {
      if (written[i] != '\\') {
        url += written[i];
      } else if (written.substr(i).starts_with("\\/")) {
        url += '/';
        ++i;
      } else if (written.substr(i).starts_with("\\u0026")) {
        url += '&';
        i += 5;
      } else {
        return false;
      }
    }
    if (!url.empty()) next = url;
  } while (scanner.take(','));
  return scanner.take('}');
}

}  // namespace

std::optional<JsonPage> scan_page(std::string_view body) {
  Scanner scanner(body);
  JsonPage page;
  bool has_data = false;
  if (!scanner.take('{') || scanner.take('}')) return std::nullopt;
  do {
    const auto key = scanner.take_string();
    if (!key || !scanner.take(':')) return std::nullopt;
    const auto value = scanner.take_value();
    if (!value) return std::nullopt;
    if (*key == "data") {
      has_data = true;
      if (!scan_elements(*value, page.records)) return std::nullopt;
    } else if (*key == "included") {
      if (!scan_elements(*value, page.included)) return std::nullopt;
    } else if (*key == "links") {
      if (!scan_next(*value, page.next)) return std::nullopt;
    }
  } while (scanner.take(','));
  if (!scanner.take('}') || !scanner.done() || !has_data) return std::nullopt;
  return page;
}

}  // namespace klytics::collection

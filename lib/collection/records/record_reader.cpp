#include "collection/records/record_reader.h"

#include <simdjson.h>

#include "collection/http/http.h"
#include "core/time.h"

namespace klytics::collection {
namespace {

namespace ondemand = simdjson::ondemand;

// Far above what the API nests, far below what PostgreSQL refuses.
constexpr int kDeepestNesting = 100;

// A member name that leads to wanted values.
struct PathNode {
  std::string name;
  std::vector<PathNode> children;
  std::vector<std::size_t> wanted;

  PathNode& child(std::string_view child_name) {
    for (PathNode& node : children)
      if (node.name == child_name) return node;
    return children.emplace_back(PathNode{std::string(child_name), {}, {}});
  }
  const PathNode* find(std::string_view child_name) const {
    for (const PathNode& node : children)
      if (node.name == child_name) return &node;
    return nullptr;
  }
};

struct Refused {
  std::string reason;
};

template <typename Result>
auto checked(Result&& result) {
  if (result.error() != simdjson::SUCCESS)
    throw Refused{std::string("broken JSON: ") + simdjson::error_message(result.error())};
  return std::forward<Result>(result).value_unsafe();
}

std::string_view trimmed_end(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n,");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// The grammar of a JSON number: the parser does not look at numbers that nobody asks for.
bool is_number(std::string_view token) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t begin = i;
    while (i < token.size() && token[i] >= '0' && token[i] <= '9') ++i;
    return i - begin;
  };
  if (i < token.size() && token[i] == '-') ++i;
  const std::size_t whole = i;
  const std::size_t count = digits();
  if (count == 0 || (count > 1 && token[whole] == '0')) return false;
  if (i < token.size() && token[i] == '.' && (++i, digits() == 0)) return false;
  if (i < token.size() && (token[i] == 'e' || token[i] == 'E')) {
    ++i;
    if (i < token.size() && (token[i] == '+' || token[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == token.size();
}

void check_text(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) throw Refused{"a NUL character"};
}

}  // namespace

struct RecordReader::Walker {
  PathNode root;
  ondemand::parser parser;
  ondemand::document document;
  std::vector<FieldValue>* fields = nullptr;

  void keep(const PathNode* node, FieldValue::Kind kind, std::string_view text) const {
    if (node == nullptr) return;
    for (const std::size_t index : node->wanted) (*fields)[index] = {kind, text};
  }

  void walk_object(ondemand::object object, const PathNode* node, int depth) {
    for (auto item : object) {
      ondemand::field field = checked(std::move(item));
      const std::string_view key = checked(field.unescaped_key());
      check_text(key);
      walk(field.value(), node == nullptr ? nullptr : node->find(key), depth);
    }
  }

  // A repeated member replaces what was read below the first one.
  void forget_below(const PathNode* node) const {
    if (node == nullptr) return;
    for (const PathNode& child : node->children) {
      keep(&child, FieldValue::Kind::kAbsent, {});
      forget_below(&child);
    }
  }

  void walk(ondemand::value value, const PathNode* node, int depth) {
    if (depth > kDeepestNesting) throw Refused{"nested too deeply"};
    forget_below(node);
    const std::string_view token = value.raw_json_token();
    switch (checked(value.type())) {
      case ondemand::json_type::object:
        walk_object(checked(value.get_object()), node, depth + 1);
        keep_span(node, FieldValue::Kind::kObject, token.data());
        return;
      case ondemand::json_type::array:
        for (auto element : checked(value.get_array())) walk(checked(std::move(element)), nullptr, depth + 1);
        keep_span(node, FieldValue::Kind::kArray, token.data());
        return;
      case ondemand::json_type::string: {
        const std::string_view text = checked(value.get_string());
        check_text(text);
        keep(node, FieldValue::Kind::kString, text);
        return;
      }
      case ondemand::json_type::number: {
        const std::string_view number = trimmed_end(token);
        if (!is_number(number)) throw Refused{"broken JSON: not a number"};
        keep(node, FieldValue::Kind::kNumber, number);  // the iteration moves past it; no machine type is wide enough
        return;
      }
      case ondemand::json_type::boolean: {
        const bool truth = checked(value.get_bool());
        keep(node, FieldValue::Kind::kBoolean, truth ? "true" : "false");
        return;
      }
      case ondemand::json_type::null:
        if (trimmed_end(token) != "null") throw Refused{"broken JSON: not null"};
        checked(value.is_null());
        keep(node, FieldValue::Kind::kNull, {});
        return;
    }
  }

  // Objects and arrays inside a record end before the next token.
  void keep_span(const PathNode* node, FieldValue::Kind kind, const char* begin) {
    if (node == nullptr || node->wanted.empty()) return;
    const char* end = checked(document.current_location());
    keep(node, kind, trimmed_end(std::string_view(begin, static_cast<std::size_t>(end - begin))));
  }
};

RecordReader::RecordReader(const std::vector<std::string>& paths)
    : walker_(std::make_unique<Walker>()), fields_(paths.size()) {
  for (std::size_t i = 0; i < paths.size(); ++i) {
    PathNode* node = &walker_->root;
    std::string_view rest = paths[i];
    while (!rest.empty()) {
      const std::size_t slash = rest.find('/');
      node = &node->child(rest.substr(0, slash));
      rest = slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);
    }
    node->wanted.push_back(i);
  }
}

RecordReader::~RecordReader() = default;
RecordReader::RecordReader(RecordReader&&) noexcept = default;
RecordReader& RecordReader::operator=(RecordReader&&) noexcept = default;

std::optional<std::string> RecordReader::read(std::string_view record, std::size_t readable) {
  fields_.assign(fields_.size(), FieldValue{});
  Walker& walker = *walker_;
  walker.fields = &fields_;
  try {
    walker.document =
        checked(walker.parser.iterate(simdjson::padded_string_view(record.data(), record.size(), readable)));
    walker.walk_object(checked(walker.document.get_object()), &walker.root, 1);
    const bool at_end = walker.document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    if (!at_end) return "broken JSON: text after the record";
  } catch (const Refused& refused) {
    return refused.reason;
  }
  return std::nullopt;
}

std::vector<ResourceIdentifier> read_identifiers(const FieldValue& data) {
  std::vector<ResourceIdentifier> identifiers;
  if (data.kind != FieldValue::Kind::kArray && data.kind != FieldValue::Kind::kObject) return identifiers;
  const simdjson::padded_string padded(data.text);
  ondemand::parser parser;
  ondemand::document document;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS) return identifiers;
  const auto read_one = [&](ondemand::object object) {
    std::string_view type, id;
    if (object["type"].get_string().get(type) == simdjson::SUCCESS &&
        object["id"].get_string().get(id) == simdjson::SUCCESS)
      identifiers.push_back({std::string(type), std::string(id)});
  };
  ondemand::object object;
  if (data.kind == FieldValue::Kind::kObject) {
    if (document.get_object().get(object) == simdjson::SUCCESS) read_one(object);
    return identifiers;
  }
  ondemand::array array;
  if (document.get_array().get(array) != simdjson::SUCCESS) return identifiers;
  for (auto element : array)
    if (element.get_object().get(object) == simdjson::SUCCESS) read_one(object);
  return identifiers;
}

std::optional<Suppression> earliest_suppression(const FieldValue& suppressions) {
  if (suppressions.kind != FieldValue::Kind::kArray) return std::nullopt;
  const simdjson::padded_string padded(suppressions.text);
  ondemand::parser parser;
  ondemand::document document;
  ondemand::array array;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS || document.get_array().get(array) != simdjson::SUCCESS)
    return std::nullopt;
  std::optional<Suppression> earliest;
  std::optional<Instant> earliest_at;
  for (auto element : array) {
    ondemand::object entry;
    std::string_view timestamp, reason;
    if (element.get_object().get(entry) != simdjson::SUCCESS) continue;
    if (entry["timestamp"].get_string().get(timestamp) != simdjson::SUCCESS) continue;
    const std::optional<Instant> at = parse_instant(timestamp);
    if (!at || (earliest_at && *earliest_at <= *at)) continue;
    if (entry["reason"].get_string().get(reason) != simdjson::SUCCESS) reason = {};
    earliest_at = at;
    earliest = Suppression{std::string(timestamp), std::string(reason)};
  }
  return earliest;
}

}  // namespace klytics::collection

#include "collection/records/row_builder.h"

#include <unordered_map>
#include <utility>

#include "collection/http/http.h"
#include "collection/records/column_values.h"
#include "collection/records/record_reader.h"
#include "collection/reports/report_rows.h"

namespace klytics::collection {
namespace {

constexpr std::string_view kTagsPath = "relationships/tags/data";

std::vector<std::string> column_names(const RowRule& rule) {
  std::vector<std::string> names;
  for (const Column& column : rule.columns) names.push_back(column.name);
  return names;
}

// One table's rule with the paths of its columns in one reader. Paths: type, id, then two a column, then the extra
// ones.
struct Rule {
  static constexpr std::size_t kType = 0, kId = 1, kFirstColumn = 2;

  explicit Rule(const RowRule& rows, const std::vector<std::string>& extra_paths = {})
      : rule(rows),
        extra(kFirstColumn + 2 * rows.columns.size()),
        reader(paths_of(rows, extra_paths)),
        batch(rows.table, column_names(rows)) {}

  static std::vector<std::string> paths_of(const RowRule& rows, const std::vector<std::string>& extra_paths) {
    std::vector<std::string> paths = {"type", "id"};
    for (const Column& column : rows.columns) {
      const bool own = column.type != ColumnType::kJoinedText;            // that path is one of the joined record
      paths.push_back(own && !column.path.empty() ? column.path : "\n");  // no member has such a name
      paths.push_back(!column.second_path.empty() ? column.second_path : "\n");
    }
    paths.insert(paths.end(), extra_paths.begin(), extra_paths.end());
    return paths;
  }

  const RowRule rule;
  const std::size_t extra;  // index of the first extra path
  RecordReader reader;
  RecordBatch batch;
};

struct JoinedRecord {
  std::vector<std::optional<std::string>> texts;  // one a kJoinedText column, in their order
  std::string_view raw;
};

std::optional<std::string> text_of(const FieldValue& value) {
  if (value.kind != FieldValue::Kind::kString && value.kind != FieldValue::Kind::kNumber) return std::nullopt;
  if (is_blank(value.text)) return std::nullopt;
  return std::string(value.text);
}

}  // namespace

struct RowBuilder::Implementation {
  explicit Implementation(const Resource& described)
      : resource(described),
        primary(described.rows, extra_paths(described)),
        tags("object_tags", {"object_type", "object_id", "tag_id"}) {
    for (const IncludedRule& rule : resource.included) included.emplace_back(rule.rows);
    if (!resource.join) return;
    std::vector<std::string> paths = {"type", "id"};
    for (const Column& column : resource.rows.columns)
      if (column.type == ColumnType::kJoinedText) paths.push_back(column.path);
    joined_texts = paths.size() - 2;
    join_reader.emplace(paths);
  }

  // Extra paths of the primary reader: the tags, the join, the owners.
  static std::vector<std::string> extra_paths(const Resource& resource) {
    std::vector<std::string> paths = {std::string(kTagsPath), resource.join ? resource.join->relationship_path : "\n"};
    for (const IncludedRule& rule : resource.included) paths.push_back(rule.owner_path);
    return paths;
  }

  const Resource resource;
  Rule primary;
  std::vector<Rule> included;
  std::optional<RecordReader> join_reader;
  std::size_t joined_texts = 0;
  RecordBatch tags;

  // Of the page in hand.
  const std::string* body = nullptr;
  std::string_view partition;
  std::unordered_map<std::string, JoinedRecord> joined;
  std::vector<std::unordered_map<std::string, std::string>> owners;  // one an included rule: its id -> primary id
  PageRows rows;

  std::size_t readable_from(std::string_view record) const {
    return static_cast<std::size_t>(body->data() + body->size() - record.data()) + kBodyPadding;
  }

  void reject(std::string_view record, std::optional<std::string> id, std::string reason) {
    rows.rejected.push_back({resource.name, std::move(id), std::move(reason), std::string(record)});
  }

  void read_joined(const JsonPage& page) {
    for (const std::string_view record : page.included) {
      if (!record.starts_with('{')) continue;
      const std::optional<std::string> broken = join_reader->read(record, readable_from(record));
      if (join_reader->field(0).text != resource.join->record_type) continue;
      if (broken) {
        reject(record, text_of(join_reader->field(1)), *broken);
        continue;
      }
      JoinedRecord& kept = joined[std::string(join_reader->field(1).text)];
      kept.raw = record;
      kept.texts.clear();
      for (std::size_t i = 0; i < joined_texts; ++i) kept.texts.push_back(text_of(join_reader->field(i + 2)));
    }
  }

  std::vector<const JoinedRecord*> joined_of(const FieldValue& relationship) const {
    std::vector<const JoinedRecord*> found;
    for (const ResourceIdentifier& identifier : read_identifiers(relationship))
      if (const auto record = joined.find(identifier.id); record != joined.end()) found.push_back(&record->second);
    return found;
  }

  void append_columns(Rule& rule, std::string_view record, const std::vector<const JoinedRecord*>& joins,
                      const std::unordered_map<std::string, std::string>* owner_of) {
    std::size_t joined_text = 0;
    for (std::size_t i = 0; i < rule.rule.columns.size(); ++i) {
      const Column& column = rule.rule.columns[i];
      const FieldValue& value = rule.reader.field(Rule::kFirstColumn + 2 * i);
      switch (column.type) {
        case ColumnType::kRecord:
          rule.batch.text(record);
          break;
        case ColumnType::kPartitionHead:
          rule.batch.text(partition.substr(0, partition.find('/')));
          break;
        case ColumnType::kPartition:
          rule.batch.text(partition);
          break;
        case ColumnType::kResourceName:
          rule.batch.text(std::string_view(resource.name));
          break;
        case ColumnType::kOwner: {
          std::optional<std::string> owner = text_of(value);
          if (!owner && owner_of != nullptr) {
            const auto found = owner_of->find(std::string(rule.reader.field(Rule::kId).text));
            if (found != owner_of->end()) owner = found->second;
          }
          owner ? rule.batch.text(std::string_view(*owner)) : rule.batch.null();
          break;
        }
        case ColumnType::kJoinedText: {
          const auto text = joins.empty() ? std::nullopt : joins.front()->texts[joined_text];
          ++joined_text;
          text ? rule.batch.text(std::string_view(*text)) : rule.batch.null();
          break;
        }
        case ColumnType::kJoinedRecords:
          append_joined(rule.batch, joins);
          break;
        default:
          append_value(rule.batch, column, value, rule.reader.field(Rule::kFirstColumn + 2 * i + 1));
          break;
      }
    }
  }

  static void append_joined(RecordBatch& batch, const std::vector<const JoinedRecord*>& joins) {
    if (joins.empty()) return batch.null();
    std::string array = "[";
    for (const JoinedRecord* record : joins) {
      if (array.size() > 1) array += ',';
      array += record->raw;
    }
    array += ']';
    batch.text(std::string_view(array));
  }

  void append_tags(const std::string& id) {
    const FieldValue& relationship = primary.reader.field(primary.extra);
    if (resource.tags_object_type.empty() || relationship.kind != FieldValue::Kind::kArray)
      return;  // links only: unknown
    std::vector<ResourceIdentifier> identifiers = read_identifiers(relationship);
    if (identifiers.empty()) identifiers.emplace_back();
    for (const ResourceIdentifier& tag : identifiers) {
      tags.begin_row();
      tags.text(std::string_view(resource.tags_object_type));
      tags.text(std::string_view(id));
      is_blank(tag.id) ? tags.null() : tags.text(std::string_view(tag.id));
    }
  }

  // Follows the time of the records of a time-sliced resource.
  void follow_time() {
    if (resource.window.kind != WindowKind::kTimeSliced) return;
    for (std::size_t i = 0; i < resource.rows.columns.size(); ++i) {
      if (resource.rows.columns[i].type != ColumnType::kEventTime) continue;
      const std::size_t field = Rule::kFirstColumn + 2 * i;
      const Instant time = event_time(primary.reader.field(field), primary.reader.field(field + 1));
      if (rows.last_time && time < *rows.last_time) rows.ascending = false;
      if (!rows.first_time) rows.first_time = time;
      rows.last_time = time;
    }
  }

  void add_primary(std::string_view record) {
    ++rows.records;
    if (!record.starts_with('{')) return reject(record, std::nullopt, "not an object");
    std::optional<std::string> broken = primary.reader.read(record, readable_from(record));
    const FieldValue& id_field = primary.reader.field(Rule::kId);
    std::optional<std::string> id;
    if (id_field.kind == FieldValue::Kind::kString && !is_blank(id_field.text)) id = std::string(id_field.text);
    if (id) rows.seen_ids.push_back(*id);
    if (broken) return reject(record, id, *broken);
    if (!id) return reject(record, id, "id: missing");
    if (primary.reader.field(Rule::kType).text != resource.rows.record_type)
      return reject(record, id, "type: not " + resource.rows.record_type);
    primary.batch.begin_row();
    try {
      const auto joins =
          resource.join ? joined_of(primary.reader.field(primary.extra + 1)) : std::vector<const JoinedRecord*>{};
      append_columns(primary, record, joins, nullptr);
      follow_time();
    } catch (const RejectedRecord& rejected) {
      primary.batch.discard_row();
      return reject(record, id, rejected.reason);
    }
    append_tags(*id);
    for (std::size_t i = 0; i < included.size(); ++i)
      for (ResourceIdentifier& child : read_identifiers(primary.reader.field(primary.extra + 2 + i)))
        owners[i].emplace(std::move(child.id), *id);
  }

  void add_included(Rule& rule, const std::unordered_map<std::string, std::string>& owner_of, std::string_view record) {
    if (!record.starts_with('{')) return;
    const std::optional<std::string> broken = rule.reader.read(record, readable_from(record));
    if (rule.reader.field(Rule::kType).text != rule.rule.record_type) return;
    const std::optional<std::string> id = text_of(rule.reader.field(Rule::kId));
    if (broken) return reject(record, id, *broken);
    rule.batch.begin_row();
    try {
      append_columns(rule, record, {}, &owner_of);
    } catch (const RejectedRecord& rejected) {
      rule.batch.discard_row();
      reject(record, id, rejected.reason);
    }
  }

  PageRows build(const JsonPage& page) {
    rows = {};
    joined.clear();
    owners.assign(included.size(), {});
    if (join_reader) read_joined(page);
    primary.batch.reserve(body->size() +
                          body->size() / 8);  // the records and the columns beside them, to allocate once
    for (const std::string_view record : page.records) add_primary(record);
    for (std::size_t i = 0; i < included.size(); ++i)
      for (const std::string_view record : page.included) add_included(included[i], owners[i], record);
    take(primary.batch);
    for (Rule& rule : included) take(rule.batch);
    take(tags);
    return std::move(rows);
  }

  void take(RecordBatch& batch) {
    if (batch.rows() == 0) return;
    RecordBatch empty(batch.table(), batch.columns());
    rows.batches.push_back(std::exchange(batch, std::move(empty)));
  }
};

RowBuilder::RowBuilder(const Resource& resource) : implementation_(std::make_unique<Implementation>(resource)) {}
RowBuilder::~RowBuilder() = default;
RowBuilder::RowBuilder(RowBuilder&&) noexcept = default;

PageRows RowBuilder::build(const std::string& body, const JsonPage& page, std::string_view partition) {
  const Resource& resource = implementation_->resource;
  if (resource.numbers != nullptr) {
    if (page.records.size() != 1) {
      PageRows rows;
      rows.rejected.push_back({resource.name, std::nullopt, "not one object at data", body});
      return rows;
    }
    const std::string_view record = page.records.front();
    const auto readable = static_cast<std::size_t>(body.data() + body.size() - record.data()) + kBodyPadding;
    return resource.numbers(resource, record, readable, partition);
  }
  implementation_->body = &body;
  implementation_->partition = partition;
  return implementation_->build(page);
}

}  // namespace klytics::collection

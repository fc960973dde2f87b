// A resource of the API as data: where it is listed, in which windows, and how a record becomes rows.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "collection/http/rate_limiter.h"
#include "collection/http/url.h"
#include "core/time.h"

namespace klytics::collection {

/// What a column holds and how it is read from the record. A value of another type rejects the record, unless the
/// column is lenient: then it is null, for values that the account's own systems send in any shape. A text that is empty or
/// blank says nothing: it counts as null.
enum class ColumnType {
  kId,                 // text that must be there
  kText,               // text or null; a number is taken as it is written
  kName,               // text; '' for null, for columns that are not null
  kInstant,            // ISO 8601 with an offset, or null
  kEventTime,          // the same, never null: epoch seconds at `second_path` where the text is null
  kBoolean,            // true or false, or null
  kFlag,               // the same with false for null, for columns that are not null
  kNumeric,            // digits as the API wrote them, also inside a string
  kChannel,            // email, sms or push from the vendor's several words; null for another
  kPartitionHead,      // the slice's partition up to its first '/': a parent's id or a campaign's channel
  kPartition,          // the slice's whole partition, for parents whose ids may hold a '/'; '' where there is none
  kResourceName,       // the name of the resource that is collected
  kOwner,              // of an included record: the id of the primary record that names it
  kSuppressedAt,       // earliest "timestamp" of an array of suppressions
  kSuppressionReason,  // "reason" of the same entry
  kJoinedText,         // text at `path` of the first joined record (see Join)
  kJoinedRecords,      // JSON array of all joined records; null for none
  kRecord,             // the record's complete JSON text
};

struct Column {
  std::string name;
  ColumnType type;
  std::string path = {};  // member names separated by '/', from the record's top
  bool lenient = false;
  std::string second_path = {};
};

/// Rows of one table, from records of one JSON:API type.
struct RowRule {
  std::string record_type;  // "campaign"
  std::string table;
  std::vector<Column> columns;
};

/// Included records that belong to the primary one which names them in a relationship.
struct Join {
  std::string record_type;        // "attribution"
  std::string relationship_path;  // of the primary record: "relationships/attributions/data"
};

/// Included records that are rows of their own.
struct IncludedRule {
  RowRule rows = {};
  std::string owner_path;  // relationship of the primary record that names them
};

/// A fixed split that the API forces on a listing.
struct PartitionRule {
  std::string key;     // "email/archived"; '' where there is none
  std::string filter;  // joined to the window's filter with a comma
};

enum class WindowKind {
  kListing,     // everything, every time
  kChanged,     // records changed since the watermark; everything at first
  kTimeSliced,  // immutable records in windows of their own time, fetched side by side
};

struct WindowRule {
  WindowKind kind = WindowKind::kListing;
  std::string field = {};             // "datetime"
  std::string lower_operator = {};    // "greater-or-equal"
  std::string upper_operator = {};    // "less-than"
  std::string sort = {};              // when a lower bound is given
  std::string record_time_path = {};  // of a time-sliced record
  /// How much before the watermark a window begins, beyond the look-back that the settings give for events.
  std::chrono::seconds overlap{0};
};

/// When a complete listing is due again after the first one: listings that cost one request a parent are not repeated
/// at each run, and listings of people only when a full synchronisation is asked for.
enum class ListingSchedule { kEveryRun, kDaily, kOnRequest };

struct PageRows;

/// A report: numbers of whole local days, one window a calendar month, asked for by POST.
struct ReportRule {
  std::string type;                        // "campaign-values-report"
  std::vector<std::string> statistics;     // those that are asked for
  std::vector<std::string> group_by = {};  // what makes a row; empty where the report knows one way only
  std::string object_group;                // the grouping that is the row's object: "campaign_id"
  std::string message_group = {};          // "campaign_message_id"; '' for none
  std::string interval = {};               // "daily" for a series; '' for the month as a whole
  bool conversion_metric = false;          // names the metric that stands for an order
  int restated_days = 0;                   // a month is fetched again until it was fetched so long after its end
  std::optional<Date> first_day = {};      // the vendor has nothing before
  bool unless_form_metrics = false;        // of no use where events tell the same
};

struct Resource {
  std::string name;    // as in the tables, in --only and in the summary: "list_members"
  std::string path;    // "/api/lists/{parent}/profiles"
  std::string parent;  // resource whose ids fill {parent}; each is a partition
  std::vector<PartitionRule> partitions = {{}};
  QueryParameters query = {};  // include, fields, additional-fields, page size
  std::string sort = {};       // of a complete listing
  Tier tier = Tier::kS;
  std::vector<std::string> scopes = {};
  WindowRule window = {};
  bool sweep = true;  // a complete listing sets tombstones on what it no longer shows
  ListingSchedule schedule = ListingSchedule::kEveryRun;
  bool by_default = true;  // without being asked for: false for what costs a request a parent or may be millions
  RowRule rows = {};
  std::vector<IncludedRule> included = {};
  std::optional<Join> join = {};
  std::string tags_object_type = {};  // fills object_tags from relationships/tags; '' for none
  std::optional<ReportRule> report = {};
  bool counts_days = false;  // by POST, whole local days of each parent, a metric: see metric_aggregates.h
  /// Makes the rows where the answer is one object with arrays of numbers; `rows` is not used then.
  PageRows (*numbers)(const Resource&, std::string_view record, std::size_t readable,
                      std::string_view partition) = nullptr;
  std::vector<std::string> after = {};  // resources that are complete before this one is planned, as a parent is
};

}  // namespace klytics::collection

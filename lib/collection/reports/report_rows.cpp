#include "collection/reports/report_rows.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <map>

#include "collection/http/http.h"
#include "collection/records/column_values.h"
#include "collection/records/json_page.h"
#include "collection/reports/report_months.h"
#include "core/error.h"

namespace klytics::collection {
namespace {

namespace ondemand = simdjson::ondemand;

template <typename Result>
auto checked(Result&& result) {
  if (result.error() != simdjson::SUCCESS)
    throw RejectedRecord{std::string("not a report: ") + simdjson::error_message(result.error())};
  return std::forward<Result>(result).value_unsafe();
}

std::string_view trimmed(std::string_view token) {
  const std::size_t last = token.find_last_not_of(" \t\r\n");
  return token.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

// The digits as the API wrote them; nullopt for null.
std::optional<std::string> number(ondemand::value value) {
  const auto type = checked(value.type());
  if (type == ondemand::json_type::null) return std::nullopt;
  if (type != ondemand::json_type::number) throw RejectedRecord{"not a report: a statistic is not a number"};
  const std::string_view token = trimmed(value.raw_json_token());
  if (!is_storable_number(token)) throw RejectedRecord{"not a report: a statistic that cannot be stored"};
  return std::string(token);
}

std::vector<std::optional<std::string>> numbers(ondemand::value value) {
  std::vector<std::optional<std::string>> all;
  if (checked(value.type()) != ondemand::json_type::array) {
    all.push_back(number(value));
    return all;
  }
  for (auto element : checked(value.get_array())) all.push_back(number(checked(std::move(element))));
  return all;
}

using Groups = std::map<std::string, std::string, std::less<>>;

Groups groupings(ondemand::object result) {
  Groups groups;
  ondemand::object object = checked(result.find_field_unordered("groupings").get_object());
  for (auto item : object) {
    auto field = checked(std::move(item));
    const std::string key(checked(field.unescaped_key()));
    ondemand::value value = field.value();
    if (checked(value.type()) == ondemand::json_type::string) groups[key] = std::string(checked(value.get_string()));
  }
  return groups;
}

std::string group(const Groups& groups, const std::string& name) {
  const auto found = name.empty() ? groups.end() : groups.find(name);
  return found == groups.end() ? std::string() : found->second;
}

std::vector<DateRange> periods(ondemand::object attributes, const ReportRule& rule, std::string_view month) {
  const std::optional<Date> first = parse_date(std::string(month) + "-01");
  if (!first) throw RejectedRecord{"a report that is of no month: " + std::string(month)};
  const DateRange whole = *days_of_month(month, *first + std::chrono::days{31});
  if (rule.interval.empty()) return {whole};
  std::vector<DateRange> days;
  for (auto element : checked(attributes.find_field_unordered("date_times").get_array())) {
    // Local days, labelled as if they were midnights in UTC.
    const std::string_view text = checked(checked(std::move(element)).get_string());
    const std::optional<Date> day = parse_date(text.substr(0, 10));
    if (!day || *day < whole.first || *day > whole.last)
      throw RejectedRecord{"a report with a day that was not asked for: " + std::string(text)};
    days.push_back({*day, *day});
  }
  return days;
}

RecordBatch report_batch() {
  return {"report_values",
          {"report", "statistic", "row_key", "month", "period_from", "period_to", "object_id", "message_id", "channel",
           "value"}};
}

struct Row {
  std::string object, message, channel, key;
};

void append(RecordBatch& batch, const Resource& resource, std::string_view month, const DateRange& period,
            std::string_view statistic, const Row& row, const std::optional<std::string>& value) {
  const auto text_or_null = [&batch](const std::string& text) {
    text.empty() ? batch.null() : batch.text(std::string_view(text));
  };
  batch.begin_row();
  batch.text(std::string_view(resource.name));
  batch.text(statistic);
  batch.text(std::string_view(row.key));
  batch.text(month);
  batch.text(std::string_view(to_string(period.first)));
  batch.text(std::string_view(to_string(period.last)));
  batch.text(std::string_view(row.object));
  text_or_null(row.message);
  text_or_null(row.channel);
  value ? batch.text(std::string_view(*value)) : batch.null();
}

void add_result(PageRows& rows, RecordBatch& batch, const Resource& resource, ondemand::object result,
                const std::vector<DateRange>& days, std::string_view month) {
  const ReportRule& rule = *resource.report;
  const Groups groups = groupings(result);
  Row row{group(groups, rule.object_group), group(groups, rule.message_group), group(groups, "send_channel"), {}};
  ondemand::object statistics = checked(result.find_field_unordered("statistics").get_object());
  bool first = true;  // the statistics of a result have the same keys
  for (auto item : statistics) {
    auto field = checked(std::move(item));
    const std::string name(checked(field.unescaped_key()));
    const auto values = numbers(field.value());
    if (values.size() != days.size()) throw RejectedRecord{"a report with another number of values than of days"};
    for (std::size_t i = 0; i < days.size(); ++i) {
      row.key = fmt::format("{}/{}/{}/{}", to_string(days[i].first), row.object, row.message, row.channel);
      append(batch, resource, month, days[i], name, row, values[i]);
      if (first) rows.seen_ids.push_back(row.key);
    }
    first = false;
  }
}

ondemand::object attributes_of(ondemand::parser& parser, ondemand::document& document, std::string_view record,
                               std::size_t readable) {
  if (!record.starts_with('{')) throw RejectedRecord{"not an object"};
  document = checked(parser.iterate(simdjson::padded_string_view(record.data(), record.size(), readable)));
  return checked(document.find_field_unordered("attributes").get_object());
}

// Runs `fill`; what it throws rejects the record and leaves no row of it.
template <typename Fill>
PageRows rows_of(const Resource& resource, std::string_view record, RecordBatch batch, Fill fill) {
  PageRows rows;
  try {
    fill(rows, batch);
    rows.records = static_cast<std::int64_t>(batch.rows());
    if (batch.rows() > 0) rows.batches.push_back(std::move(batch));
  } catch (const RejectedRecord& rejected) {
    rows = {};
    rows.records = 1;
    rows.rejected.push_back({resource.name, std::nullopt, rejected.reason, std::string(record)});
  }
  return rows;
}

}  // namespace

PageRows report_rows(const Resource& resource, std::string_view record, std::size_t readable, std::string_view month) {
  return rows_of(resource, record, report_batch(), [&](PageRows& rows, RecordBatch& batch) {
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object attributes = attributes_of(parser, document, record, readable);
    const std::vector<DateRange> days = periods(attributes, *resource.report, month);
    for (auto element : checked(attributes.find_field_unordered("results").get_array()))
      add_result(rows, batch, resource, checked(checked(std::move(element)).get_object()), days, month);
  });
}

std::map<std::string, double> report_sums(const std::string& body, const std::string& object_group,
                                          std::string_view statistic) {
  std::map<std::string, double> sums;
  const std::optional<JsonPage> page = split_page(body);
  try {
    if (!page || page->records.size() != 1) throw RejectedRecord{"not one object at data"};
    const std::string_view record = page->records.front();
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object attributes = attributes_of(
        parser, document, record, static_cast<std::size_t>(body.data() + body.size() - record.data()) + kBodyPadding);
    for (auto element : checked(attributes.find_field_unordered("results").get_array())) {
      ondemand::object result = checked(checked(std::move(element)).get_object());
      const std::string object = group(groupings(result), object_group);
      ondemand::object statistics = checked(result.find_field_unordered("statistics").get_object());
      ondemand::value value = checked(statistics.find_field_unordered(statistic));
      if (checked(value.type()) != ondemand::json_type::null) sums[object] += checked(value.get_double());
    }
  } catch (const RejectedRecord& rejected) {
    throw Error(ErrorKind::kContract, "the API's report cannot be read: " + rejected.reason);
  }
  return sums;
}

PageRows aggregate_rows(const Resource& resource, std::string_view record, std::size_t readable,
                        std::string_view partition) {
  RecordBatch columns("metric_days", {"metric_id", "day", "count", "sum_value"});
  return rows_of(resource, record, std::move(columns), [&](PageRows&, RecordBatch& batch) {
    const std::size_t slash = partition.find('/');
    if (slash == std::string_view::npos) throw RejectedRecord{"aggregates of no time zone"};
    const TimeZone zone(partition.substr(slash + 1));
    ondemand::parser parser;
    ondemand::document document;
    ondemand::object attributes = attributes_of(parser, document, record, readable);
    std::vector<std::string> days;
    for (auto element : checked(attributes.find_field_unordered("dates").get_array())) {
      const std::optional<Instant> midnight = parse_instant(checked(checked(std::move(element)).get_string()));
      if (!midnight) throw RejectedRecord{"aggregates with a date that cannot be read"};
      days.push_back(to_string(zone.local_date(*midnight)));
    }
    for (auto element : checked(attributes.find_field_unordered("data").get_array())) {
      ondemand::object group = checked(checked(std::move(element)).get_object());
      ondemand::object measurements = checked(group.find_field_unordered("measurements").get_object());
      const auto counts = numbers(checked(measurements.find_field_unordered("count")));
      const auto sums = numbers(checked(measurements.find_field_unordered("sum_value")));
      if (counts.size() != days.size() || sums.size() != days.size())
        throw RejectedRecord{"aggregates with another number of values than of dates"};
      for (std::size_t i = 0; i < days.size(); ++i) {
        batch.begin_row();
        batch.text(partition.substr(0, slash));
        batch.text(std::string_view(days[i]));
        batch.text(std::string_view(counts[i].value_or("0")));
        batch.text(std::string_view(sums[i].value_or("0")));
      }
    }
  });
}

}  // namespace klytics::collection

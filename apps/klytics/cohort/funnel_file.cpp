#include "cohort/funnel_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "collection/text_blocks.h"
#include "core/csv.h"
#include "core/error.h"
#include "core/string_ids.h"
#include "core/time.h"

namespace klytics::app {
namespace {

using analytics::FunnelEvent;

// With an offset as it is, without one as a local time of `zone`; a date alone is its midnight.
std::optional<Instant> parse_time(std::string_view text, const TimeZone& zone) {
  if (const std::optional<Instant> instant = parse_instant(text)) return instant;
  constexpr std::size_t kDate = 10, kMinutes = 16;
  const std::string_view rest = text.size() == kDate ? "T00:00:00Z" : text.size() == kMinutes ? ":00Z" : "Z";
  const std::optional<Instant> as_if_utc = parse_instant(std::string(text) + std::string(rest));
  if (!as_if_utc) return std::nullopt;
  return zone.from_local(std::chrono::local_time<std::chrono::microseconds>{as_if_utc->time_since_epoch()});
}

// Adds events row by row.
class EventReader {
 public:
  EventReader(const EventFile& file, const std::vector<std::string>& steps)
      : file_(file), steps_(steps), zone_(file.timezone), seen_(steps.size(), false) {
    for (const std::string& text : file.where) conditions_.push_back(parse_condition(text));
    if (file.source.empty()) sources_.id("");
  }

  void read_header(CsvReader& reader) {
    header_ = CsvHeader(reader);
    customer_ = header_.require(file_.customer);
    date_ = header_.require(file_.date);
    metric_ = header_.require(file_.metric);
    if (!file_.source.empty()) source_ = header_.require(file_.source);
    for (const RowCondition& condition : conditions_) condition_columns_.push_back(header_.require(condition.column));
  }

  void read(CsvReader& reader) {
    while (reader.next()) {
      header_.check_width(reader);
      const auto fields = reader.fields();
      bool chosen = true;
      for (std::size_t i = 0; chosen && i < conditions_.size(); ++i)
        chosen = conditions_[i].holds(fields[condition_columns_[i]]);
      if (!chosen || std::find(steps_.begin(), steps_.end(), fields[metric_]) == steps_.end()) continue;
      if (fields[customer_].empty()) {
        ++result_.rows_without_customer;
        continue;
      }
      const std::optional<Instant> time = parse_time(fields[date_], zone_);
      if (!time) reader.fail(file_.date, "not a time", fields[date_]);
      add(fields[customer_], fields[metric_], file_.source.empty() ? std::string_view() : fields[source_], *time);
    }
  }

  FunnelEvents finish(const std::string& name) {
    for (std::size_t step = 0; step < steps_.size(); ++step)
      if (!seen_[step]) throw Error(ErrorKind::kBadData, fmt::format("{}: no event {}", name, steps_[step]));
    for (std::uint32_t id = 0; id < sources_.size(); ++id) result_.sources.emplace_back(sources_.text(id));
    return std::move(result_);
  }

 private:
  void add(std::string_view customer, std::string_view metric, std::string_view source, Instant time) {
    const std::uint32_t number = customers_.id(customer);
    const bool none = source.empty() && !file_.source.empty();
    const std::uint32_t source_number = none ? FunnelEvent::kNoSource : sources_.id(source);
    for (std::size_t step = 0; step < steps_.size(); ++step) {
      if (steps_[step] != metric) continue;
      seen_[step] = true;
      result_.events.push_back(
          {number, source_number, static_cast<std::int32_t>(step), time.time_since_epoch().count()});
    }
  }

  const EventFile& file_;
  const std::vector<std::string>& steps_;
  TimeZone zone_;
  std::vector<bool> seen_;
  std::vector<RowCondition> conditions_;
  CsvHeader header_;
  std::size_t customer_ = 0, date_ = 0, metric_ = 0, source_ = 0;
  std::vector<std::size_t> condition_columns_;
  StringIds customers_, sources_;
  FunnelEvents result_;
};

}  // namespace

void EventFile::validate() const {
  for (const std::string& text : where) parse_condition(text);
  TimeZone{timezone};
}

FunnelEvents read_event_file(const EventFile& file, const std::vector<std::string>& steps) {
  collection::TextBlocks blocks(file.input);
  collection::TextBlock block;
  EventReader events(file, steps);
  bool any = false;
  while (blocks.next(block)) {
    CsvReader reader(block.text, blocks.name(), ',', block.first_line);
    if (!any) events.read_header(reader);
    any = true;
    events.read(reader);
  }
  if (!any) throw Error(ErrorKind::kBadData, fmt::format("{}: empty, without a header line", blocks.name()));
  return events.finish(blocks.name());
}

}  // namespace klytics::app

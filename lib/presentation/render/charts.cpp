#include "presentation/render/charts.h"

#include <algorithm>

#include "presentation/render/rates.h"

namespace klytics::presentation {
namespace {

constexpr std::size_t kTopCount = 5;  // the dashboard's charts have room for five

// The rows with the highest rates, best first, ties by id.
template <typename Row, typename Rate>
std::vector<const Row*> best(const std::vector<Row>& rows, Rate rate_of) {
  std::vector<const Row*> order;
  for (const Row& row : rows) order.push_back(&row);
  std::sort(order.begin(), order.end(), [&](const Row* a, const Row* b) {
    const Decimal rate_a = rate_of(*a);
    const Decimal rate_b = rate_of(*b);
    return rate_a.units != rate_b.units ? rate_a.units > rate_b.units : a->id < b->id;
  });
  if (order.size() > kTopCount) order.resize(kTopCount);
  return order;
}

void write_object(JsonWriter& json, std::int64_t id, const std::string& klaviyo_id, const std::string& name) {
  json.begin_object();
  json.key("id").number(id);
  json.key("klaviyoId").text(klaviyo_id);
  json.key("name").text(name);
}

}  // namespace

std::string revenue_chart(const DateRange& range, const std::vector<RevenueDay>& days) {
  JsonWriter json;
  json.begin_array();
  auto next = std::lower_bound(days.begin(), days.end(), range.first,
                               [](const RevenueDay& row, Date day) { return row.day < day; });
  for (Date day = range.first; day <= range.last; day += std::chrono::days{1}) {
    RevenueBySource revenue{};
    if (next != days.end() && next->day == day) revenue = (next++)->revenue;
    json.begin_object();
    json.key("date").text(to_string(day));
    for (std::size_t i = 0; i < kSources.size(); ++i) json.key(kSources[i].key).number(revenue[i]);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

void write_distribution(JsonWriter& json, const RevenueBySource& revenue) {
  const std::vector<Decimal> parts = shares(revenue);
  json.begin_array();
  for (std::size_t i = 0; i < kSources.size(); ++i) {
    json.begin_object();
    json.key("name").text(kSources[i].name);
    json.key("value").number(parts[i]);
    json.key("color").text(kSources[i].color);
    json.end_object();
  }
  json.end_array();
}

std::string distribution_chart(const RevenueBySource& revenue) {
  JsonWriter json;
  write_distribution(json, revenue);
  return json.take();
}

std::string top_segments(const std::vector<Segment>& segments) {
  JsonWriter json;
  json.begin_array();
  for (const Segment* segment : best(segments, [](const Segment& row) { return conversion_rate(row); })) {
    write_object(json, segment->id, segment->klaviyo_id, segment->name);
    json.key("conversionRate").number(conversion_rate(*segment));
    json.key("count").number(segment->members);
    json.key("revenue").number(segment->revenue);
    json.end_object();
  }
  json.end_array();
  return json.take();
}

std::string top_flows(const std::vector<Mailing>& flows) {
  JsonWriter json;
  json.begin_array();
  for (const Mailing* flow : best(flows, [](const Mailing& row) { return conversion_rate(row.counts); })) {
    write_object(json, flow->id, flow->klaviyo_id, flow->name);
    json.key("recipients").number(sent(flow->counts));
    json.key("conversionRate").number(conversion_rate(flow->counts));
    json.end_object();
  }
  json.end_array();
  return json.take();
}

std::string top_forms(const std::vector<Form>& forms) {
  JsonWriter json;
  json.begin_array();
  for (const Form* form : best(forms, [](const Form& row) { return submission_rate(row); })) {
    write_object(json, form->id, form->klaviyo_id, form->name);
    json.key("views").number(form->views);
    json.key("submissionRate").number(submission_rate(*form));
    json.end_object();
  }
  json.end_array();
  return json.take();
}

}  // namespace klytics::presentation

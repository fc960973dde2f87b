#include "presentation/render/customer_values.h"

#include <fmt/format.h>

#include "presentation/render/json_writer.h"

namespace klytics::presentation {

std::string customer_values(const CustomerValues& values) {
  const auto expectation = [](double value) { return fmt::format("{:.1f}", value); };
  const auto money = [](double value) { return fmt::format("{:.2f}", value); };
  JsonWriter json;
  json.begin_object();
  json.key("model").text(values.model);
  json.key("unit").text(values.unit);
  json.key("dataThrough").text(to_string(values.data_through));
  json.key("customers").number(values.customers);
  json.key("alive").written_number(expectation(values.alive));
  json.key("horizonDays").number(values.horizon_days);
  json.key("expectedOrders").written_number(expectation(values.expected_orders));
  json.key("discount").written_number(fmt::format("{}", values.discount));
  json.key("value");
  values.value ? json.written_number(money(*values.value)) : json.null();
  json.key("deciles").begin_array();
  for (const CustomerValues::Decile& decile : values.deciles) {
    json.begin_object();
    json.key("customers").number(decile.customers);
    json.key("expectedOrders").written_number(expectation(decile.expected_orders));
    json.key("value").written_number(money(decile.value));
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

}  // namespace klytics::presentation

// A small account in a database of its own, to which a test adds events one by one and reads facts back.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "processing/aggregate.h"
#include "storage/postgres/connection.h"
#include "support/test_database.h"

namespace klytics::processing {

/// One event; metrics are named as in Shop's constructor.
struct TestEvent {
  std::string id;
  std::string time;  // as PostgreSQL reads a timestamptz
  std::string metric;
  std::optional<std::string> profile;
  std::optional<std::string> value = {};
  std::optional<std::string> currency = {};
  std::optional<std::string> unique_id = {};
  std::optional<std::string> message = {};
  std::optional<std::string> flow = {};
  std::optional<std::string> form = {};
  std::optional<std::string> machine_open = {};
  std::optional<std::string> attributed_event = {};
  std::optional<std::string> attributed_campaign = {};
  std::optional<std::string> attributed_campaign_message = {};
  std::optional<std::string> attributed_flow = {};
  std::optional<std::string> attributed_flow_message = {};
  std::string properties = "{}";  // JSON

  TestEvent& with_properties(std::string text) { return properties = std::move(text), *this; }
  TestEvent& with_message(const char* text) { return message = text, *this; }
  TestEvent& with_flow(const char* text) { return flow = text, *this; }
  TestEvent& with_form(const char* text) { return form = text, *this; }
  TestEvent& with_machine_open(const char* text) { return machine_open = text, *this; }
  TestEvent& with_attributed_event(const char* text) { return attributed_event = text, *this; }
  TestEvent& with_attributed_campaign(const char* text) { return attributed_campaign = text, *this; }
  TestEvent& with_attributed_campaign_message(const char* text) { return attributed_campaign_message = text, *this; }
  TestEvent& with_attributed_flow(const char* text) { return attributed_flow = text, *this; }
  TestEvent& with_attributed_flow_message(const char* text) { return attributed_flow_message = text, *this; }
};

class Shop {
 public:
  /// An account "acc" in London that counts in pounds, with the metrics that the tests use; ids are the short words.
  explicit Shop(const std::string& time_zone = "Europe/London")
      : time_zone_(time_zone), connection_(database_.connect()) {
    connection_.execute("set client_min_messages = warning");
    connection_.execute(
        "select create_staging('events', 'staging_events', array_agg(attname::text order by attnum)) from pg_attribute"
        " where attrelid = 'events'::regclass and attnum > 0 and attname not in ('account_id', 'raw_page_id')");
    connection_.execute(
        "insert into accounts (account_id, name, timezone, currency, raw) values ('acc', 'Shop', $1, 'GBP', '{}')",
        {time_zone});
    metric("order", "Placed Order", "Shopify");
    metric("received", "Received Email", "Klaviyo");
    metric("bounced", "Bounced Email", "Klaviyo");
    metric("opened", "Opened Email", "Klaviyo");
    metric("clicked", "Clicked Email", "Klaviyo");
    metric("received_sms", "Received Text Message", "Klaviyo");
    metric("clicked_sms", "Clicked SMS", "Klaviyo");
    metric("unsubscribed", "Unsubscribed from Email Marketing", "Klaviyo");
    metric("spam", "Marked Email as Spam", "Klaviyo");
    metric("line", "Ordered Product", "Shopify");
    metric("form_view", "Viewed Form", "Klaviyo");
    metric("form_submit", "Submitted Form", "Klaviyo");
    options.account_id = "acc";
    options.attribution = {"native", "session"};
    options.form_view_metrics = {"viewed form"};
    options.form_submit_metrics = {"Submitted Form"};
    options.product_metrics = {"Ordered Product"};
  }
  /// Another session in the same database.
  storage::Connection connect() const { return database_.connect(); }

  Shop(const Shop&) = delete;
  Shop& operator=(const Shop&) = delete;

  void metric(const std::string& id, const std::string& name, const std::string& integration) {
    connection_.execute(
        "insert into metrics (account_id, metric_id, name, integration_key, integration_name, raw)"
        " values ('acc', $1, $2, lower($3), $3, '{}') on conflict (account_id, metric_id) do update set name = $2",
        {id, name, integration});
  }

  /// Stores events as collection does: an id that is there already is replaced; days and recipients are marked.
  void put(const std::vector<TestEvent>& events) {
    connection_.transaction([&] {
      int row = 0;
      for (const TestEvent& event : events)
        connection_.execute(
            "insert into staging_events (staged_row, event_id, occurred_at, metric_id, profile_id, value, currency,"
            " unique_id, message_id, flow_id, form_id, machine_open, attributed_event_id, attributed_campaign_id,"
            " attributed_campaign_message_id, attributed_flow_id, attributed_flow_message_id, raw)"
            " values ($17, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,"
            " ('{\"attributes\":{\"event_properties\":' || $18 || '}}')::json)",
            {event.id, event.time, event.metric, event.profile, event.value, event.currency, event.unique_id,
             event.message, event.flow, event.form, event.machine_open, event.attributed_event,
             event.attributed_campaign, event.attributed_campaign_message, event.attributed_flow,
             event.attributed_flow_message, ++row, event.properties});
      connection_.execute("select merge_events('acc')");
    });
  }
  void put(const TestEvent& event) { put(std::vector{event}); }

  /// The vendor no longer has an event: moves it to deleted_events as verification does. Nothing when it is not stored.
  void remove_gone(const std::string& id) {
    connection_.transaction([&] {
      connection_.execute(
          "create temp table gone on commit drop as"
          " select metric_id, (occurred_at at time zone '" +
              time_zone_ +
              "')::date as day"
              " from events where account_id = 'acc' and event_id = $1",
          {id});
      connection_.execute(
          "insert into sweep_seen (account_id, resource, partition_key, object_id)"
          " select 'acc', 'verify', e.metric_id, e.event_id from gone join events e using (metric_id)"
          " where (e.occurred_at at time zone $1)::date = gone.day and e.event_id <> $2",
          {time_zone_, id});
      connection_.execute(
          "insert into metric_days (account_id, metric_id, day, count, sum_value)"
          " select 'acc', metric_id, day, (select count(*) from sweep_seen), 0 from gone"
          " on conflict (account_id, metric_id, day) do update set count = excluded.count");
      connection_.execute("select remove_gone_events('acc', $1, metric_id, day, 1) from gone", {time_zone_});
      connection_.execute("delete from sweep_seen");
    });
  }

  /// Forgets everything but account and metrics, so that many cases can share one database.
  void clear() {
    connection_.execute(
        "delete from events; delete from event_keys; delete from deleted_events; delete from metric_days;"
        "delete from dirty_days; delete from changed_events; delete from flow_messages; delete from campaigns;"
        "delete from dim_message; delete from metric_roles; delete from fact_builds; delete from retention");
    for (const char* tables : {"fact_tables() as name",
                               "(select relname as name from pg_class"
                               " where relkind = 'r' and relname like 'ledger\\_%') as ledgers"})
      for (const std::string& table : rows("name", tables)) connection_.execute("delete from " + table);
  }

  AggregateSummary aggregate() {
    AggregateOptions now = options;
    now.full = false;
    return processing::aggregate(connection_, now);
  }
  AggregateSummary aggregate_full() {
    AggregateOptions now = options;
    now.full = true;
    return processing::aggregate(connection_, now);
  }

  /// Every row of the tables of facts that follow from events, of local days from `first_day` on; 1.5 and 1.50 differ.
  std::vector<std::string> event_facts(const std::string& first_day = "-infinity") {
    std::vector<std::string> lines;
    for (const char* table : {"fact_orders", "fact_order_products", "fact_products", "fact_revenue", "fact_engagement",
                              "fact_conversions", "fact_forms", "fact_metrics"})
      for (const std::string& line : rows("to_json(f)", std::string(table) + " f where day >= '" + first_day + "'"))
        lines.push_back(std::string(table) + " " + line);
    return lines;
  }

  /// One line a row, fields separated by '|', NULL as nothing; in the order that the text of the row sorts.
  std::vector<std::string> rows(const std::string& columns, const std::string& from) {
    const storage::Rows found = connection_.execute("select concat_ws('|', " + columns + ") from " + from +
                                                    " order by concat_ws('|', " + columns + ") collate \"C\"");
    std::vector<std::string> lines;
    for (std::size_t row = 0; row < found.size(); ++row) lines.emplace_back(found.text(row, 0));
    return lines;
  }

  storage::Connection& connection() { return connection_; }

  AggregateOptions options;

 private:
  std::string time_zone_;
  test::TestDatabase database_;
  storage::Connection connection_;
};

}  // namespace klytics::processing

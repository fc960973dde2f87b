#include "processing/aggregate.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/error.h"
#include "embedded_sql.h"
#include "processing/build.h"
#include "processing/conversion_metric.h"
#include "storage/postgres/text_array.h"

namespace klytics::processing {
namespace {

using storage::Rows;

constexpr std::array<std::string_view, 2> kAttributionModels = {"native", "session"};

std::string join(const std::vector<std::string>& parts) { return fmt::format("{}", fmt::join(parts, "\n")); }

void check(const AggregateOptions& options) {
  for (const std::string& model : options.attribution)
    if (std::ranges::find(kAttributionModels, model) == kAttributionModels.end())
      throw Error(ErrorKind::kConfiguration, "unknown attribution model: " + model,
                  "attribution in [facts] lists native and session");
}

// The text of every statement that a fact is built by: when one of them changes, so may what it computes.
std::string statements() {
  std::string text;
  for (const sql::File& file : sql::files())
    if (file.name.starts_with("queries/aggregate/") || file.name == "views/metric_role_names" ||
        file.name == "functions/attribution_span" || file.name == "functions/order_lines" ||
        file.name == "functions/product_line" || file.name == "functions/amount_or_null" ||
        file.name == "functions/readable_json" || file.name == "functions/filled")
      text += file.text;
  return text;
}

void lock(const Build& build) {
  if (!build.run("lock", {build.account_id()}).boolean(0, 0))
    throw Error(ErrorKind::kTryLater, "another aggregate of this account is running", "try again when it has finished");
}

void read_account(Build& build) {
  const Rows account = build.run("read_account", {build.account_id()});
  if (account.empty())
    throw Error(ErrorKind::kInputMissing, "there is no data of this account: " + build.account_id(),
                "run klytics sync first");
  build.time_zone = account.text(0, 0);
  build.currency = account.text(0, 1);
}

void read_metrics(Build& build) {
  const AggregateOptions& options = build.options;
  options.on_step("find_conversion_metric");
  build.conversion_metric_id = find_conversion_metric(build.connection, build.account_id(), options.conversion_metric);
  if (!build.conversion_metric_id)
    build.summary.warnings.push_back("no metric stands for an order, so there are no orders and no revenue");

  build.run("remember_metric_roles", {build.account_id()});
  build.run("collect_metrics", {build.account_id(), build.conversion_metric_id, join(options.form_view_metrics),
                                join(options.form_submit_metrics), join(options.product_metrics)});
}

std::string rates_text(const AggregateOptions& options) {
  std::string text;
  for (const CurrencyRate& rate : options.rates)
    text += fmt::format("{} {} {}\n", rate.currency, rate.from ? to_string(*rate.from) : "", rate.rate);
  return text;
}

void read_rates(const Build& build) {
  std::vector<std::string> currencies, days, rates;
  for (const CurrencyRate& rate : build.options.rates) {
    currencies.push_back(rate.currency);
    days.push_back(rate.from ? to_string(*rate.from) : "-infinity");
    rates.push_back(rate.rate);
  }
  using storage::text_array;
  build.run("read_rates", {build.currency, text_array(currencies), text_array(days), text_array(rates)});
}

// Why what changed cannot, or should not, be looked at event by event; empty when it can.
std::string why_not_one_by_one(const Build& build) {
  const Rows changes = build.run("weigh_changes", {build.account_id(), build.options.few_changes});
  if (changes.boolean(0, 0)) return "events were stored while facts were built for the first time";
  if (changes.boolean(0, 1)) return "much of all events changed since the last build";
  return "";
}

// Decides between everything and what is marked. Returns the hash of what the facts depend on beside the events.
std::string decide(Build& build) {
  const Rows hashes =
      build.run("read_build", {build.account_id(), build.time_zone, build.currency,
                               join(build.options.attribution) + "\n" + rates_text(build.options), statements()});
  const std::string now(hashes.text(0, 0));
  AggregateSummary& summary = build.summary;
  if (build.options.full)
    summary.reason = "asked for";
  else if (hashes.is_null(0, 1))
    summary.reason = "first build";
  else if (hashes.text(0, 1) != now)
    summary.reason = "settings, roles of metrics or klytics itself changed since the last build";
  else
    summary.reason = why_not_one_by_one(build);
  build.full = summary.full = !summary.reason.empty();
  return now;
}

// Marks that come in from here on stay for the next build. What they are of may be counted already, which does no harm:
// the next build computes it again.
void read_marks(const Build& build) {
  build.summary.dirty_days =
      static_cast<std::int64_t>(build.run("read_dirty_days", {build.account_id(), build.time_zone}).affected());
  build.run("read_changes", {build.account_id()});
}

void read_events(const Build& build) {
  build.run("measure_events");
  build.run("read_events", {build.account_id(), build.time_zone});
  build.run("index_events");
  build.run("count_events");
  build.run("count_changes");
}

void read_changes(const Build& build) {
  build.run("read_no_events");
  build.run("look_up_changes", {build.account_id(), build.time_zone});
  build.run("count_changes");
  build.run("count_marked_events", {build.account_id(), build.time_zone});
}

}  // namespace

AggregateSummary aggregate(storage::Connection& connection, const AggregateOptions& options) {
  check(options);
  AggregateSummary summary;
  Build build{connection, options, summary, {}, {}, {}};
  connection.transaction([&] {
    lock(build);
    build.run("begin");
    build.run("read_bounds", {build.account_id()});
    summary.held = storage::read_held(connection, options.account_id);
    read_account(build);
    read_metrics(build);
    read_rates(build);
    read_marks(build);
    const std::string hash = decide(build);
    build.run("fill_dates", {build.account_id(), build.time_zone});
    build.run("refresh_messages", {build.account_id()});

    build.full ? read_events(build) : read_changes(build);
    build_orders(build);
    build_messages(build);
    build_forms(build);
    build_products(build);
    build_metrics(build);
    build_people(build);

    build.run("record_build", {build.account_id(), build.time_zone, build.conversion_metric_id, hash});
    build.run("take_dirty_days", {build.account_id()});
    build.run("clear_dirty_days", {build.account_id()});
    build.run("clear_changes", {build.account_id()});
  });
  return summary;
}

}  // namespace klytics::processing

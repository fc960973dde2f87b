// klaviyo-sim: serves a simulated shop over the Klaviyo API on 127.0.0.1 until it is told to stop. The first line on
// stdout is the base URL; everything else goes to stderr. Exit codes as in core/error.h.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "core/error.h"
#include "core/time.h"
#include "server/server.h"
#include "shop/shop.h"

namespace {

using klytics::Error;
using klytics::ErrorKind;

klytics::Date date_option(const std::string& text, std::string_view option) {
  const auto date = klytics::parse_date(text);
  if (!date) throw Error(ErrorKind::kUsage, fmt::format("{} needs a date such as 2026-01-31: {}", option, text));
  return *date;
}

std::string first_line(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!file || !std::getline(file, line)) throw Error(ErrorKind::kInputMissing, "cannot read the key file " + path);
  return line;
}

struct CommandLine {
  klaviyo_sim::Options options;
  std::string end;
  std::string shift_to;
  std::string key_file;
  std::string scopes;
  bool no_limits = false;
  bool print_stats = false;
};

void add_options(CLI::App& app, CommandLine& line) {
  klaviyo_sim::Options& options = line.options;
  app.add_option("--port", options.port, "port on 127.0.0.1; 0 picks a free one")->check(CLI::Range(0, 65535));
  app.add_option("--api-key", options.api_key, "the key that is accepted")->envname("KLAVIYO_API_KEY");
  app.add_option("--api-key-file", line.key_file, "file whose first line is the key that is accepted");
  app.add_option("--scopes", line.scopes, "scopes of the key, such as events:read,metrics:read; default all");
  app.add_option("--public-url", options.public_url, "origin written into every link, for a proxy in front");
  app.add_option("--seed", options.seed, "same seed, same shop");
  app.add_option("--profiles", options.profiles, "people, with --orders people who never bought");
  app.add_option("--days", options.days, "days of history")->check(CLI::Range(1, 20'000));
  app.add_option("--events", options.events, "approximate number of events")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{100'000'000}));
  app.add_option("--end", line.end, "last day of the shop; default today");
  app.add_option("--orders", options.orders_path,
                 "file of real orders (CSV, plain or gzip) in place of simulated ones");
  app.add_option("--shift-to", line.shift_to, "move all dates so that the last one is this");
  app.add_option("--timezone", options.time_zone, "the account's time zone");
  app.add_option("--currency", options.currency, "the account's currency");
  app.add_flag("--no-limits", line.no_limits, "no rate limits");
  app.add_option("--reports-per-day", options.reports_per_day,
                 "daily allowance of all reports together, also with --no-limits")
      ->check(CLI::Range(1, 1'000'000));
  app.add_flag("--simple-rate-headers", options.simple_rate_headers, "RateLimit-Limit as one number");
  app.add_option("--latency", options.latency_milliseconds, "milliseconds before every answer")
      ->check(CLI::Range(0, 600'000));
  app.add_option("--events-per-page", options.events_per_page, "at most so many events a page, whatever is asked for")
      ->check(CLI::Range(1, 1000));
  app.add_flag("--no-compression{false}", options.compression, "no gzip, even for a client that accepts it");
  app.add_flag("--prerender", options.prerender, "render every event beforehand: memory for speed, for benchmarks");
  klaviyo_sim::FaultRates& faults = options.faults;
  const auto add_rate = [&app](const std::string& name, double& rate, const std::string& text) {
    app.add_option(name, rate, text)->check(CLI::Range(0.0, 1.0));
  };
  for (std::size_t i = 0; i < klaviyo_sim::kFaults; ++i)
    add_rate(fmt::format("--fault-{}", klaviyo_sim::kFaultKinds[i].name), faults.of_requests[i],
             fmt::format("share of requests that {}", klaviyo_sim::kFaultKinds[i].what));
  add_rate("--fault-malformed", faults.malformed, "share of event records that are broken, always the same ones");
  add_rate("--fault-duplicate", faults.duplicated,
           "share of pages of events that begin with the last record of the page before");
  app.add_option("--fault-seed", options.fault_seed, "other faults of the same shop; default the seed");
  app.add_option("--faults-in-a-row", options.faults_in_a_row,
                 "after so many faults an address is answered properly once; 0 for no such bound")
      ->check(CLI::Range(0, 1'000'000));
  app.add_option("--future-events", options.future_events, "number of events that are dated a century ahead");
  app.add_option("--lost-events", options.lost_events, "number of past events that are no longer shown");
  app.add_option("--added-events", options.added_events, "number of past-dated visits that were not there before");
  app.add_option("--changed-orders", options.changed_orders, "number of past orders whose amount is another");
  app.add_option("--late-events", options.late_events, "number of past-dated events that are hidden at first");
  app.add_option("--late-after", options.late_after_requests, "requests to /api/events after which they appear");
  app.add_option("--uncounted-metric", options.uncounted_metric, "name of a metric whose aggregates are refused");
  CLI::Option* hold = app.add_option("--hold", options.hold_path, "requests whose path begins with this wait");
  CLI::Option* hold_while = app.add_option("--hold-while", options.hold_while, "for as long as this file is there");
  hold->needs(hold_while);
  hold_while->needs(hold);
  app.add_option("--hold-after", options.hold_after, "but not the first so many since the file was made")->needs(hold);
  app.add_flag("--print-stats", line.print_stats, "at the end, requests by path and processor time on stderr");
}

void finish_options(CommandLine& line) {
  klaviyo_sim::Options& options = line.options;
  if (!line.end.empty()) options.end = date_option(line.end, "--end");
  if (!line.shift_to.empty()) options.shift_to = date_option(line.shift_to, "--shift-to");
  if (!line.key_file.empty()) options.api_key = first_line(line.key_file);
  options.limits = !line.no_limits;
  std::istringstream scopes(line.scopes);
  for (std::string scope; std::getline(scopes, scope, ',');)
    if (!scope.empty()) options.scopes.push_back(scope);
  if (options.api_key.empty())
    throw Error(ErrorKind::kConfiguration, "the key is empty", "set --api-key or KLAVIYO_API_KEY");
}

[[noreturn]] void run(CommandLine& line) {
  finish_options(line);
  // Blocked before any thread starts, so that sigwait() below is the one place where they arrive.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  klaviyo_sim::Server server(line.options);
  if (const auto& counts = server.order_counts())
    std::cerr << fmt::format(
        "klaviyo-sim: {}: {} rows: {} orders, {} refunds, skipped {} without a positive amount and {} duplicates\n",
        line.options.orders_path, counts->rows, counts->orders, counts->refunds, counts->skipped_not_positive,
        counts->skipped_duplicate);
  std::cerr << fmt::format("klaviyo-sim: {} profiles, {} events\n", server.shop().profiles.size(),
                           server.shop().events.size());
  std::cout << server.base_url() << std::endl;
  int received = 0;
  sigwait(&signals, &received);
  if (line.print_stats) server.print_stats(std::cerr);
  std::cerr.flush();
  // Connections are cut either way. Waiting for the answers under way, joining hundreds of threads and freeing every
  // event would only keep whoever stops the simulator waiting.
  std::_Exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("klaviyo-sim: a simulator of the Klaviyo API on 127.0.0.1");
  CommandLine line;
  add_options(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : klytics::exit_code(ErrorKind::kUsage);
  }
  try {
    run(line);
  } catch (const Error& error) {
    std::cerr << "klaviyo-sim: " << error.what() << '\n';
    if (!error.hint().empty()) std::cerr << "  " << error.hint() << '\n';
    return klytics::exit_code(error.kind());
  } catch (const std::exception& error) {
    std::cerr << "klaviyo-sim: " << error.what() << '\n';
    return klytics::exit_code(ErrorKind::kInternal);
  }
}

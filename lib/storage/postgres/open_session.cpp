#include "storage/postgres/open_session.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <string>
#include <vector>

#include "core/error.h"
#include "storage/postgres/database_error.h"

namespace klytics::storage {
namespace {

using Clock = std::chrono::steady_clock;
using Options = std::map<std::string, std::string>;

// libpq quotes parts of the string in its complaints, and any part may be a piece of the password.
std::string without_quoted_text(std::string_view message) {
  std::string out;
  bool quoted = false;
  for (const char c : message) {
    if (c == '"') {
      if (!quoted) out += "***";
      quoted = !quoted;
    } else if (!quoted && c != '\n') {
      out += c;
    }
  }
  return out;
}

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t comma = text.find(','); comma != std::string::npos; comma = text.find(',', begin)) {
    parts.push_back(text.substr(begin, comma - begin));
    begin = comma + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

// One set of options a host, in the order of the URL: libpq alone would spend the whole time on a first silent host.
std::vector<Options> one_host_each(const Options& options) {
  std::map<std::string, std::vector<std::string>> lists;
  std::size_t hosts = 1;
  for (const char* name : {"host", "hostaddr", "port"}) {
    const auto option = options.find(name);
    if (option == options.end() || option->second.empty()) continue;
    lists[name] = split_list(option->second);
    if (lists[name].size() > 1) hosts = std::max(hosts, lists[name].size());
  }
  if (hosts == 1) return {options};
  std::vector<Options> result(hosts, options);
  for (const auto& [name, values] : lists) {
    // A single port counts for all hosts; any other difference in length is for libpq to complain about.
    if (values.size() != hosts && !(name == "port" && values.size() == 1)) return {options};
    for (std::size_t i = 0; i < hosts; ++i) result[i][name] = values.size() == 1 ? values[0] : values[i];
  }
  return result;
}

std::string describe(const Options& options) {
  const auto value = [&](const char* name, const char* otherwise) {
    const auto option = options.find(name);
    return option == options.end() || option->second.empty() ? std::string(otherwise) : option->second;
  };
  return fmt::format("{} port {}", value("host", value("hostaddr", "the default host").c_str()), value("port", "5432"));
}

// Waits until the socket is ready; false when the time is over.
bool wait_for(const PGconn* session, bool to_write, Clock::time_point deadline) {
  pollfd descriptor{PQsocket(session), static_cast<short>(to_write ? POLLOUT : POLLIN), 0};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) return false;
    const int ready = poll(&descriptor, 1, static_cast<int>(left.count()));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

// Returns an empty session and says why in `complaint` when the host does not accept.
Session try_host(const Options& options, std::chrono::milliseconds time_limit, std::string& complaint) {
  std::vector<const char*> keywords, values;
  for (const auto& [keyword, value] : options) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  Session session(PQconnectStartParams(keywords.data(), values.data(), 0));
  if (!session) throw Error(ErrorKind::kInternal, "out of memory while connecting to the database");

  const Clock::time_point deadline = Clock::now() + time_limit;
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (PQstatus(session.get()) != CONNECTION_BAD && state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
    if (!wait_for(session.get(), state == PGRES_POLLING_WRITING, deadline)) {
      complaint = fmt::format("no answer from {} within {:.1f} s", describe(options),
                              std::chrono::duration<double>(time_limit).count());
      return {};
    }
    state = PQconnectPoll(session.get());
  }
  if (PQstatus(session.get()) == CONNECTION_OK) return session;
  complaint = PQerrorMessage(session.get());
  return {};
}

}  // namespace

std::map<std::string, std::string> parse_connection_options(const Secret& url) {
  char* complaint = nullptr;
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> parsed(
      PQconninfoParse(url.reveal().c_str(), &complaint), PQconninfoFree);
  if (!parsed) {
    const std::unique_ptr<char, void (*)(void*)> owned(complaint, PQfreemem);
    throw Error(ErrorKind::kConfiguration,
                "the database URL is not valid: " + without_quoted_text(complaint ? complaint : "out of memory"),
                "write postgresql://user:password@host:port/database, with special characters percent-encoded");
  }
  Options options;
  for (const PQconninfoOption* option = parsed.get(); option->keyword != nullptr; ++option)
    if (option->val != nullptr) options[option->keyword] = option->val;
  return options;
}

Session open_session(const Secret& url, std::string_view application_name, std::chrono::milliseconds time_limit) {
  Options options = parse_connection_options(url);
  options["application_name"] = application_name;
  options["client_encoding"] = "UTF8";

  const Clock::time_point deadline = Clock::now() + time_limit;
  const std::vector<Options> hosts = one_host_each(options);
  std::string complaints;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    std::string complaint;
    if (Session session = try_host(hosts[i], left / static_cast<int>(hosts.size() - i), complaint)) {
      // A warning of the server must not reach stderr behind the log's back.
      PQsetNoticeReceiver(
          session.get(), [](void*, const PGresult*) {}, nullptr);
      return session;
    }
    complaints += complaint + '\n';
  }
  throw connection_refused(complaints);
}

}  // namespace klytics::storage

#include "storage/server/client_program.h"

#include <fmt/format.h>

#include <cctype>

#include "core/error.h"
#include "storage/postgres/open_session.h"
#include "storage/server/program.h"

namespace klytics::storage {
namespace {

bool is_secret(std::string_view keyword) { return keyword == "password" || keyword == "sslpassword"; }

// For libpq's key='value' strings.
std::string quote_value(std::string_view value) {
  std::string text = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') text += '\\';
    text += c;
  }
  return text + "'";
}

std::string percent_encoded(std::string_view value) {
  std::string text;
  for (const char c : value) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                       std::string_view("/-_.,~").find(c) != std::string_view::npos;
    text += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return text;
}

}  // namespace

ClientAccess client_access(const Secret& url) {
  // What the URL leaves out, klytics itself takes from the environment, and so does the program.
  ClientAccess access{{}, current_environment()};
  for (const auto& [keyword, value] : parse_connection_options(url)) {
    if (keyword == "password") {
      std::erase_if(access.environment, [](const std::string& entry) { return entry.starts_with("PGPASSWORD="); });
      access.environment.push_back("PGPASSWORD=" + value);
    } else if (is_secret(keyword)) {
      throw Error(ErrorKind::kConfiguration,
                  fmt::format("the database URL's {} cannot be given to another program safely", keyword),
                  "use a key file without a passphrase");
    } else {
      access.connection_string += fmt::format("{}={} ", keyword, quote_value(value));
    }
  }
  return access;
}

PublicUrl public_url(const Secret& url) {
  PublicUrl result{"postgresql:///", false};
  std::string query, database;
  for (const auto& [keyword, value] : parse_connection_options(url)) {
    if (is_secret(keyword))
      result.secret_left_out = true;
    else if (keyword == "dbname")
      database = percent_encoded(value);
    else
      query += fmt::format("{}{}={}", query.empty() ? "?" : "&", keyword, percent_encoded(value));
  }
  result.text += database + query;
  return result;
}

}  // namespace klytics::storage

// How psql, pg_dump and pg_restore are given a database without its password in their argument list.
#pragma once

#include <string>
#include <vector>

#include "core/secret.h"

namespace klytics::storage {

struct ClientAccess {
  std::string connection_string;         // key='value' pairs without any secret: for the argument list
  std::vector<std::string> environment;  // complete, with PGPASSWORD when the URL has a password
};

/// Throws Error(kConfiguration) when the URL cannot be parsed, or holds a secret that has no environment variable.
ClientAccess client_access(const Secret& url);

struct PublicUrl {
  std::string text;  // a libpq URL
  bool secret_left_out = false;
};

/// The URL for printing: without its password.
PublicUrl public_url(const Secret& url);

}  // namespace klytics::storage

// What keeps the large tables: PostgreSQL itself, TimescaleDB or Citus. Statements are the same for all three.
#pragma once

#include <optional>
#include <string_view>

#include "storage/postgres/connection.h"

namespace klytics::storage {

enum class Engine { kPostgres, kTimescaledb, kCitus };

/// "postgres", "timescaledb" or "citus".
std::string_view engine_name(Engine engine);

/// The engine of this name; nullopt stands for "auto". Throws Error(kUsage) for any other text.
std::optional<Engine> parse_engine(std::string_view text);

/// What keeps the tables now; PostgreSQL where there are none yet.
Engine current_engine(Connection& connection);

/// The engine for a database without tables when nobody asks for one: that of an extension which is installed in it;
/// TimescaleDB also when the server has loaded it and the role may create it; else PostgreSQL.
Engine choose_engine(Connection& connection);

/// Throws Error(kConfiguration) when the tables are kept by an engine that they cannot leave for this one, or when the
/// database lacks its extension and this role cannot create it.
void require_engine(Connection& connection, Engine engine);

/// Moves the large tables to `engine`, or does to tables that are new what the engine does to all of its own; to be
/// called in a transaction, with the views dropped. Throws as require_engine().
void use_engine(Connection& connection, Engine engine);

}  // namespace klytics::storage

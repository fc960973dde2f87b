#include "storage/engine.h"

#include <fmt/format.h>

#include <array>
#include <string>

#include "core/error.h"

namespace klytics::storage {
namespace {

constexpr std::array kEngines = {Engine::kPostgres, Engine::kTimescaledb, Engine::kCitus};

struct Extension {
  bool installed = false;  // in this database
  bool available = false;  // could be installed in it now, by this role
};

Extension extension(Connection& connection, Engine engine) {
  const Rows rows = connection.query("queries/migrate/extensions");
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (rows.text(row, 0) == engine_name(engine)) return {rows.boolean(row, 1), rows.boolean(row, 2)};
  return {};
}

}  // namespace

std::string_view engine_name(Engine engine) {
  switch (engine) {
    case Engine::kPostgres:
      return "postgres";
    case Engine::kTimescaledb:
      return "timescaledb";
    case Engine::kCitus:
      return "citus";
  }
  throw Error(ErrorKind::kInternal, "an engine without a name");
}

std::optional<Engine> parse_engine(std::string_view text) {
  if (text == "auto") return std::nullopt;
  for (const Engine engine : kEngines)
    if (engine_name(engine) == text) return engine;
  throw Error(ErrorKind::kUsage, fmt::format("unknown engine: {}", text), "auto, postgres, timescaledb or citus");
}

Engine current_engine(Connection& connection) {
  if (!connection.query("queries/migrate/has_engine").boolean(0, 0)) return Engine::kPostgres;
  return *parse_engine(connection.query("queries/migrate/read_engine").text(0, 0));
}

Engine choose_engine(Connection& connection) {
  if (extension(connection, Engine::kCitus).installed) return Engine::kCitus;
  const Extension timescaledb = extension(connection, Engine::kTimescaledb);
  return timescaledb.installed || timescaledb.available ? Engine::kTimescaledb : Engine::kPostgres;
}

void require_engine(Connection& connection, Engine engine) {
  const Engine now = current_engine(connection);
  if (now == engine) return;
  if (now != Engine::kPostgres)
    throw Error(
        ErrorKind::kConfiguration,
        fmt::format("the tables are kept by {} and cannot be moved to {}", engine_name(now), engine_name(engine)),
        "migrate an empty database with the other engine and collect into that one");
  const Extension found = extension(connection, engine);
  if (!found.installed && !found.available)
    throw Error(ErrorKind::kConfiguration, fmt::format("this database cannot use the engine {}", engine_name(engine)),
                fmt::format("install the extension {0}, name it in the server's shared_preload_libraries, and let an "
                            "administrator run: create extension {0}",
                            engine_name(engine)));
}

void use_engine(Connection& connection, Engine engine) {
  require_engine(connection, engine);
  if (engine != Engine::kPostgres) connection.query(fmt::format("queries/migrate/use_{}", engine_name(engine)));
}

}  // namespace klytics::storage

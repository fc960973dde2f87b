// A connection to PostgreSQL: the only place that knows libpqxx and libpq.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/secret.h"
#include "storage/postgres/binary_row.h"

namespace klytics::storage {

/// A statement's parameter: text in PostgreSQL's input syntax, or NULL.
class Parameter {
 public:
  Parameter(std::nullopt_t) {}                                               // NOLINT(google-explicit-constructor)
  Parameter(const char* value) : value_(value) {}                            // NOLINT(google-explicit-constructor)
  Parameter(std::string_view value) : value_(value) {}                       // NOLINT(google-explicit-constructor)
  Parameter(std::string value) : value_(std::move(value)) {}                 // NOLINT(google-explicit-constructor)
  Parameter(std::optional<std::string> value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Parameter(bool value) : value_(value ? "t" : "f") {}                       // NOLINT(google-explicit-constructor)
  Parameter(int value) : value_(std::to_string(value)) {}                    // NOLINT(google-explicit-constructor)
  Parameter(std::int64_t value) : value_(std::to_string(value)) {}           // NOLINT(google-explicit-constructor)

  const std::optional<std::string>& value() const { return value_; }

 private:
  std::optional<std::string> value_;
};

/// A result set, held in memory. Fields are text as PostgreSQL prints them.
class Rows {
 public:
  struct Data;
  explicit Rows(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

  std::size_t size() const;
  bool empty() const { return size() == 0; }
  std::size_t affected() const;  // rows inserted, updated or deleted
  /// By row and column number, from 0. Throws Error(kInternal) when out of range, or NULL where a value is needed.
  bool is_null(std::size_t row, std::size_t column) const;
  std::string_view text(std::size_t row, std::size_t column) const;
  std::optional<std::string> optional_text(std::size_t row, std::size_t column) const;
  std::int64_t integer(std::size_t row, std::size_t column) const;
  double number(std::size_t row, std::size_t column) const;
  bool boolean(std::size_t row, std::size_t column) const;

 private:
  std::shared_ptr<const Data> data_;
};

/// One session. Not for concurrent use. Every failure of the server becomes an Error: kUnavailable when it cannot be
/// reached, kBadData for bad values, kInternal for a wrong statement; the text of an SQL error is redacted.
class Connection {
 public:
  /// `url` is a libpq URL or key=value string. `application_name` says which stage holds the connection
  /// ("klytics sync: writer"). Gives up after 10 seconds.
  Connection(const Secret& url, std::string_view application_name);
  ~Connection();
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;

  /// The text of an embedded statement sql/<name>.sql with parameters; outside a transaction it commits by itself.
  Rows query(std::string_view name, const std::vector<Parameter>& parameters = {});
  /// SQL text that is not a file of sql/: for migrations, tests and statements sent by the user. May hold several
  /// statements when there are no parameters.
  Rows execute(std::string_view text, const std::vector<Parameter>& parameters = {});

  /// Runs `work` in a transaction: commits when it returns, rolls back when it throws. Does not nest.
  void transaction(const std::function<void()>& work);

  /// Sends rows in binary COPY format (tuples without header and trailer) into table (columns).
  void copy_binary(std::string_view table, const std::vector<std::string>& columns, std::string_view tuples);

  /// Runs the embedded statement sql/<name>.sql, a COPY ... TO STDOUT (FORMAT BINARY), and hands over every row as it
  /// arrives; the memory used does not grow with the result. COPY takes no parameters: the statement reads them as
  /// current_setting('klytics.p1'), ... Inside a transaction only. What `take_row` throws ends the statement.
  void copy_out(std::string_view name, const std::vector<std::string>& parameters,
                const std::function<void(BinaryRow&)>& take_row);

  int server_version() const;  // 150004

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace klytics::storage

#include "storage/postgres/connection.h"

#include <algorithm>
#include <charconv>
#include <pqxx/pqxx>
#include <utility>

#include "core/error.h"
#include "embedded_sql.h"
#include "storage/postgres/database_error.h"
#include "storage/postgres/open_session.h"
#include "storage/server/operating_user.h"

namespace klytics::storage {
namespace {

constexpr std::chrono::seconds kConnectTimeLimit{10};

#if PQXX_VERSION_MAJOR >= 7

using AdoptedConnection = pqxx::connection;

std::unique_ptr<AdoptedConnection> adopt(PGconn* session) {
  return std::make_unique<AdoptedConnection>(AdoptedConnection::seize_raw_connection(session));
}

pqxx::result run(pqxx::transaction_base& transaction, const std::string& text, const std::vector<const char*>& values) {
  pqxx::params parameters;
  for (const char* value : values) parameters.append(value);
#if PQXX_VERSION_MAJOR > 7 || PQXX_VERSION_MINOR >= 10
  return transaction.exec(text, parameters);
#else
  return transaction.exec_params(text, parameters);
#endif
}

#else

// Hands a session that is open already to libpqxx, which would otherwise open its own and hide it.
class AdoptingPolicy : public pqxx::connectionpolicy {
 public:
  explicit AdoptingPolicy(PGconn* session) : pqxx::connectionpolicy(""), session_(session) {}
  handle do_startconnect(handle current) override { return current ? current : std::exchange(session_, nullptr); }

 private:
  PGconn* session_;
};

class AdoptedConnection : private AdoptingPolicy, public pqxx::connection_base {
 public:
  explicit AdoptedConnection(PGconn* session)
      : AdoptingPolicy(session), pqxx::connection_base(static_cast<pqxx::connectionpolicy&>(*this)) {
    init();
    // A session opened anew by itself would have lost its temporary tables and advisory locks silently. libpqxx 6 has
    // no other way to say so than this function, which it deprecates because libpqxx 7 never reconnects.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    inhibit_reactivation(true);
#pragma GCC diagnostic pop
  }
  ~AdoptedConnection() noexcept { close(); }
};

std::unique_ptr<AdoptedConnection> adopt(PGconn* session) { return std::make_unique<AdoptedConnection>(session); }

pqxx::result run(pqxx::transaction_base& transaction, const std::string& text, const std::vector<const char*>& values) {
  return transaction.exec_params(text, pqxx::prepare::make_dynamic_params(values));
}

#endif

std::string quote_identifier(PGconn* session, std::string_view name) {
  const std::unique_ptr<char, void (*)(void*)> quoted(PQescapeIdentifier(session, name.data(), name.size()), PQfreemem);
  if (!quoted) throw Error(ErrorKind::kInternal, "a database identifier is not valid UTF-8");
  return quoted.get();
}

// libpqxx 6 keeps the code of some classes of error to itself.
std::string sqlstate_of(const pqxx::sql_error& error) {
  if (!error.sqlstate().empty()) return error.sqlstate();
  if (dynamic_cast<const pqxx::insufficient_privilege*>(&error) != nullptr) return "42501";
  if (dynamic_cast<const pqxx::disk_full*>(&error) != nullptr) return "53100";
  if (dynamic_cast<const pqxx::insufficient_resources*>(&error) != nullptr) return "53000";
  if (dynamic_cast<const pqxx::data_exception*>(&error) != nullptr) return "22000";
  if (dynamic_cast<const pqxx::integrity_constraint_violation*>(&error) != nullptr) return "23000";
  return {};
}

// Stops a COPY to us whose rest is not wanted, so that the session can be used again.
void cancel_copy(PGconn* session) {
  char problem[256];
  const std::unique_ptr<PGcancel, void (*)(PGcancel*)> request(PQgetCancel(session), PQfreeCancel);
  if (request) PQcancel(request.get(), problem, sizeof problem);  // when this fails the rest is read to its end
  char* buffer = nullptr;
  while (PQgetCopyData(session, &buffer, 0) > 0) PQfreemem(buffer);
  while (PGresult* result = PQgetResult(session)) PQclear(result);
}

// Values as C strings, NULL as a null pointer; they live as long as `parameters`.
std::vector<const char*> c_strings(const std::vector<Parameter>& parameters) {
  std::vector<const char*> values;
  values.reserve(parameters.size());
  for (const Parameter& parameter : parameters) {
    const std::optional<std::string>& value = parameter.value();
    if (value && value->find('\0') != std::string::npos)
      throw Error(ErrorKind::kBadData, "a value for the database contains a NUL character");
    values.push_back(value ? value->c_str() : nullptr);
  }
  return values;
}

}  // namespace

struct Connection::Implementation {
  PGconn* session = nullptr;  // owned by `connection`
  std::unique_ptr<AdoptedConnection> connection;
  std::unique_ptr<pqxx::work> open_transaction;

  // Turns the exception that is being handled into an Error.
  [[noreturn]] void fail(std::string_view statement) const {
    try {
      throw;
    } catch (const pqxx::in_doubt_error& e) {
      throw connection_lost(e.what(), true);
    } catch (const pqxx::broken_connection& e) {
      throw connection_lost(libpq_message(e));
    } catch (const pqxx::sql_error& e) {
      if (PQstatus(session) == CONNECTION_BAD) throw connection_lost(libpq_message(e));
      throw database_error(sqlstate_of(e), e.what(), statement);
    } catch (const pqxx::transaction_rollback& e) {
      throw database_error("40000", e.what(), statement);
    } catch (const pqxx::failure& e) {
      if (PQstatus(session) == CONNECTION_BAD) throw connection_lost(libpq_message(e));
      throw database_error("", e.what(), statement);
    } catch (const pqxx::usage_error& e) {
      throw database_error("", e.what(), statement);  // such as going on after a failed statement in a transaction
    }
  }

  // Why the session ended in libpq's words, which name the cause; libpqxx often says only that it is gone.
  std::string libpq_message(const std::exception& otherwise) const {
    const std::string_view message = PQerrorMessage(session);
    return std::string(message.empty() ? otherwise.what() : message);
  }

  Rows run_statement(const std::string& text, const std::vector<Parameter>& parameters, std::string_view name);
};

struct Rows::Data {
  pqxx::result result;
};

Rows Connection::Implementation::run_statement(const std::string& text, const std::vector<Parameter>& parameters,
                                               std::string_view name) {
  const std::vector<const char*> values = c_strings(parameters);
  const auto send = [&](pqxx::transaction_base& transaction) {
    return values.empty() ? transaction.exec(text) : run(transaction, text, values);
  };
  try {
    if (open_transaction) return Rows(std::make_shared<Rows::Data>(Rows::Data{send(*open_transaction)}));
    pqxx::nontransaction alone(*connection);
    return Rows(std::make_shared<Rows::Data>(Rows::Data{send(alone)}));
  } catch (...) {
    fail(name);
  }
}

Connection::Connection(const Secret& url, std::string_view application_name)
    : implementation_(std::make_unique<Implementation>()) {
  Session session = open_session(url, application_name, kConnectTimeLimit);
  implementation_->session = session.get();
  try {
    implementation_->connection = adopt(session.release());
  } catch (...) {
    implementation_->fail("opening the session");
  }
  query("queries/connection/open_session");
  query("queries/connection/name_operator", {operating_user()});
}

Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Rows Connection::query(std::string_view name, const std::vector<Parameter>& parameters) {
  const std::string_view text = sql::text(name);
  if (text.empty()) throw Error(ErrorKind::kInternal, "there is no embedded statement " + std::string(name));
  return implementation_->run_statement(std::string(text), parameters, name);
}

Rows Connection::execute(std::string_view text, const std::vector<Parameter>& parameters) {
  return implementation_->run_statement(std::string(text), parameters, "statement given as text");
}

void Connection::transaction(const std::function<void()>& work) {
  std::unique_ptr<pqxx::work>& open = implementation_->open_transaction;
  if (open) throw Error(ErrorKind::kInternal, "a database transaction was begun inside another one");
  try {
    open = std::make_unique<pqxx::work>(*implementation_->connection);
    work();
    open->commit();
    open.reset();
  } catch (...) {
    open.reset();  // rolls back
    implementation_->fail("transaction");
  }
}

void Connection::copy_binary(std::string_view table, const std::vector<std::string>& columns, std::string_view tuples) {
  // The signature, no flags, no header extension; the trailer is a row of -1 columns.
  static constexpr std::string_view kHeader("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
  static constexpr std::string_view kTrailer("\377\377", 2);
  constexpr std::size_t kPieceBytes = 256 * 1024;  // libpq copies each piece into its own buffer before it sends
  PGconn* const session = implementation_->session;

  std::string statement = "copy " + quote_identifier(session, table) + " (";
  for (const std::string& column : columns) {
    if (&column != &columns.front()) statement += ", ";
    statement += quote_identifier(session, column);
  }
  statement += ") from stdin (format binary)";

  const auto fail = [&](const PGresult* result) {
    const std::string message = PQerrorMessage(session);
    if (PQstatus(session) == CONNECTION_BAD) throw connection_lost(message);
    const char* sqlstate = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    throw database_error(sqlstate ? sqlstate : "", message, "copy to " + std::string(table));
  };
  using Result = std::unique_ptr<PGresult, void (*)(PGresult*)>;
  const Result begun(PQexec(session, statement.c_str()), PQclear);
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) fail(begun.get());

  bool sent = PQputCopyData(session, kHeader.data(), static_cast<int>(kHeader.size())) == 1;
  for (std::size_t at = 0; sent && at < tuples.size(); at += kPieceBytes) {
    const std::string_view piece = tuples.substr(at, kPieceBytes);
    sent = PQputCopyData(session, piece.data(), static_cast<int>(piece.size())) == 1;
  }
  sent = sent && PQputCopyData(session, kTrailer.data(), static_cast<int>(kTrailer.size())) == 1;
  sent = sent && PQputCopyEnd(session, nullptr) == 1;
  Result failed(nullptr, PQclear);
  while (Result result{PQgetResult(session), PQclear}) {
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && !failed) failed = std::move(result);
    if (PQstatus(session) == CONNECTION_BAD) break;
  }
  if (!sent || failed) fail(failed.get());
}

void Connection::copy_out(std::string_view name, const std::vector<std::string>& parameters,
                          const std::function<void(BinaryRow&)>& take_row) {
  constexpr std::size_t kHeaderBytes = 19;  // signature, flags and the length of an extension that is never there
  if (!implementation_->open_transaction)
    throw Error(ErrorKind::kInternal, "a COPY with parameters was begun outside a transaction");
  for (std::size_t i = 0; i < parameters.size(); ++i)
    query("queries/connection/set_parameter", {"klytics.p" + std::to_string(i + 1), parameters[i]});
  PGconn* const session = implementation_->session;
  const auto fail = [&](const PGresult* result) {
    const std::string message = PQerrorMessage(session);
    if (PQstatus(session) == CONNECTION_BAD) throw connection_lost(message);
    const char* sqlstate = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
    throw database_error(sqlstate ? sqlstate : "", message, name);
  };
  using Result = std::unique_ptr<PGresult, void (*)(PGresult*)>;
  const std::string_view text = sql::text(name);
  if (text.empty()) throw Error(ErrorKind::kInternal, "there is no embedded statement " + std::string(name));
  const Result begun(PQexec(session, std::string(text).c_str()), PQclear);
  if (PQresultStatus(begun.get()) != PGRES_COPY_OUT) fail(begun.get());

  char* buffer = nullptr;
  int length = 0;
  try {
    for (bool first = true; (length = PQgetCopyData(session, &buffer, 0)) > 0; first = false) {
      const std::unique_ptr<char, void (*)(void*)> owner(buffer, PQfreemem);
      std::string_view row(buffer, static_cast<std::size_t>(length));
      if (first) row.remove_prefix(std::min(kHeaderBytes, row.size()));
      if (row.size() <= 2) continue;  // the header alone, or the trailer: a row of -1 fields
      BinaryRow fields(row);
      take_row(fields);
    }
  } catch (...) {
    cancel_copy(session);
    throw;
  }
  if (length == -2) fail(nullptr);
  Result failed(nullptr, PQclear);
  while (Result result{PQgetResult(session), PQclear})
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && !failed) failed = std::move(result);
  if (failed) fail(failed.get());
}

int Connection::server_version() const { return PQserverVersion(implementation_->session); }

std::size_t Rows::size() const { return static_cast<std::size_t>(data_->result.size()); }
std::size_t Rows::affected() const { return static_cast<std::size_t>(data_->result.affected_rows()); }

namespace {

pqxx::field field_at(const pqxx::result& result, std::size_t row, std::size_t column) {
  if (row >= static_cast<std::size_t>(result.size()) || column >= static_cast<std::size_t>(result.columns()))
    throw Error(ErrorKind::kInternal, "a field outside of the result of a query was asked for");
  return result[static_cast<pqxx::result::size_type>(row)][static_cast<pqxx::row::size_type>(column)];
}

template <typename Number>
Number parse_number(std::string_view text) {
  Number value{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc{} || end != text.data() + text.size())
    throw Error(ErrorKind::kInternal, "a field that is no number of this type was asked for as a number");
  return value;
}

}  // namespace

bool Rows::is_null(std::size_t row, std::size_t column) const { return field_at(data_->result, row, column).is_null(); }

std::string_view Rows::text(std::size_t row, std::size_t column) const {
  const pqxx::field field = field_at(data_->result, row, column);
  if (field.is_null()) throw Error(ErrorKind::kInternal, std::string("an unexpected NULL in column ") + field.name());
  return {field.c_str(), static_cast<std::size_t>(field.size())};
}

std::optional<std::string> Rows::optional_text(std::size_t row, std::size_t column) const {
  if (is_null(row, column)) return std::nullopt;
  return std::string(text(row, column));
}

std::int64_t Rows::integer(std::size_t row, std::size_t column) const {
  return parse_number<std::int64_t>(text(row, column));
}

double Rows::number(std::size_t row, std::size_t column) const { return parse_number<double>(text(row, column)); }

bool Rows::boolean(std::size_t row, std::size_t column) const { return text(row, column) == "t"; }

}  // namespace klytics::storage

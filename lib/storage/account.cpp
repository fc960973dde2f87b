#include "storage/account.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "core/error.h"

namespace klytics::storage {

Account find_account(Connection& connection, std::string_view wanted) {
  const Rows rows = connection.query("queries/accounts/list");
  if (rows.empty())
    throw Error(ErrorKind::kInputMissing, "the database has no account yet", "run `klytics sync` first");
  std::vector<Account> fitting;
  std::vector<std::string> known;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Account account{std::string(rows.text(row, 0)), std::string(rows.text(row, 1)), std::string(rows.text(row, 2)),
                    std::string(rows.text(row, 3))};
    known.push_back(fmt::format("{} ({})", account.id, account.name));
    if (wanted.empty() || wanted == rows.text(row, 4) || wanted == account.id || wanted == account.name) fitting.push_back(std::move(account));
  }
  if (fitting.size() == 1) return fitting.front();
  throw Error(ErrorKind::kUsage,
              fitting.empty() ? fmt::format("no such account: {}", wanted) : "the database has several accounts",
              fmt::format("name one with --account: {}", fmt::join(known, ", ")));
}

void label_account(Connection& connection, std::string_view account_id, std::string_view label) {
  connection.query("queries/accounts/label", {account_id, label});
}

}  // namespace klytics::storage

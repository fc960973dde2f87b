#include "collection/account.h"

#include <fmt/format.h>

#include "collection/records/json_page.h"
#include "collection/records/record_reader.h"

namespace klytics::collection {
namespace {

constexpr std::chrono::milliseconds kWait{200};  // a stop is noticed so fast

}  // namespace

Account fetch_account(HttpClient& http, const Clock& clock, const Fetcher::Settings& settings,
                      const std::string& base_url, const std::function<bool()>& stopped) {
  Fetcher fetcher(http, clock, settings);
  fetcher.request(0, Tier::kXs, {base_url + "/api/accounts"});
  RecordReader reader({"id", "attributes/timezone"});
  while (!stopped()) {
    for (Fetcher::Page& page : fetcher.step(kWait, 1)) {
      if (page.outcome == Outcome::kScopeMissing)
        throw Error(ErrorKind::kPermission, "the API key may not read accounts: " + page.detail,
                    "the key needs the scope accounts:read");
      if (page.outcome != Outcome::kAccept)
        throw Error(ErrorKind::kContract, "the API does not know /api/accounts: " + page.detail, "check the base URL");
      page.body.reserve(page.body.size() + kBodyPadding);
      const std::optional<JsonPage> parts = split_page(page.body);
      if (!parts) {
        fetcher.request_again(0, Tier::kXs, page, looks_like_json(page.body));
        continue;
      }
      if (parts->records.size() != 1)
        throw Error(ErrorKind::kContract, fmt::format("the API names {} accounts for one key", parts->records.size()));
      const std::string_view record = parts->records.front();
      const auto readable =
          static_cast<std::size_t>(page.body.data() + page.body.size() - record.data()) + kBodyPadding;
      const std::optional<std::string> broken = reader.read(record, readable);
      if (broken || reader.field(0).kind != FieldValue::Kind::kString ||
          reader.field(1).kind != FieldValue::Kind::kString)
        throw Error(ErrorKind::kContract, "the API's account cannot be read: " + broken.value_or("no id or time zone"));
      Account account{std::string(reader.field(0).text), std::string(reader.field(1).text), {}};
      account.page = std::move(page);
      return account;
    }
  }
  return {};
}

}  // namespace klytics::collection

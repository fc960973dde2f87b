#include "storage/postgres/binary_row.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/error.h"
#include "core/time.h"
#include "support/test_database.h"

namespace klytics::storage {
namespace {

struct Order {
  std::optional<std::string> profile;
  std::int32_t day;
  std::int64_t micros;
};

// Orders of an account, read back through a binary COPY.
class BinaryRowTest : public testing::Test {
 protected:
  void insert(std::string_view profile, std::string_view day, std::string_view amount, bool is_foreign = false) {
    connection_.execute(
        "insert into fact_orders (account_id, order_id, profile_id, event_id, occurred_at, day, amount, currency, "
        "foreign_amount, channel, source, order_number) "
        "values ('A', gen_random_uuid()::text, $1, '1', '2026-01-01', $2, $3, 'EUR', case when $4 then 5 end, 'none', "
        "'other', 1)",
        {profile, day, amount, is_foreign});
  }
  std::vector<Order> read() {
    std::vector<Order> orders;
    connection_.transaction([&] {
      connection_.copy_out("queries/cohort/orders", {"A"}, [&](BinaryRow& row) {
        Order order;
        if (const auto profile = row.text()) order.profile = std::string(*profile);
        order.day = row.day().value();
        order.micros = row.micros();
        orders.push_back(order);
      });
    });
    std::sort(orders.begin(), orders.end(), [](const Order& a, const Order& b) { return a.day < b.day; });
    return orders;
  }

  test::TestDatabase database_;
  Connection connection_ = database_.connect();
};

TEST_F(BinaryRowTest, HasTextsDaysAndAmountsAsTheyAreStored) {
  insert("änn", "1970-01-02", "12.34");
  insert("", "1970-01-03", "0");
  insert("bob", "2026-11-27", "0", true);
  const std::vector<Order> orders = read();
  ASSERT_EQ(orders.size(), 3U);
  EXPECT_EQ(orders[0].profile, "änn");
  EXPECT_EQ(orders[0].day, 1);
  EXPECT_EQ(orders[0].micros, 12'340'000);
  EXPECT_EQ(orders[1].profile, "");
  EXPECT_EQ(orders[1].day, 2);
  EXPECT_EQ(orders[1].micros, 0);
  EXPECT_FALSE(orders[2].profile);
}

TEST_F(BinaryRowTest, AmountsOfEveryMagnitudeAreExactAndRoundedBehindTheSixthDecimal) {
  const std::vector<std::pair<const char*, std::int64_t>> amounts = {{"1", 1'000'000},
                                                                     {"10000", 10'000'000'000},
                                                                     {"-20.05", -20'050'000},
                                                                     {"0.000001", 1},
                                                                     {"0.0000004", 0},
                                                                     {"0.0000005", 1},
                                                                     {"0.00000149", 1},
                                                                     {"99999999.999999", 99'999'999'999'999},
                                                                     {"1e-9", 0},
                                                                     {"123456789.123456", 123'456'789'123'456},
                                                                     {"9000000000000", 9'000'000'000'000'000'000}};
  for (std::size_t i = 0; i < amounts.size(); ++i)
    insert("a", to_string(*parse_date("2026-01-01") + std::chrono::days{i}), amounts[i].first);
  const std::vector<Order> orders = read();
  ASSERT_EQ(orders.size(), amounts.size());
  for (std::size_t i = 0; i < amounts.size(); ++i) EXPECT_EQ(orders[i].micros, amounts[i].second) << amounts[i].first;
}

TEST_F(BinaryRowTest, AnAmountThatIsNoFiniteNumberOrTooLargeEndsTheStatementButNotTheSession) {
  for (const char* text : {"NaN", "9000000000000.01", "1e40"}) {
    connection_.execute("delete from fact_orders");
    insert("a", "2026-01-01", text);
    connection_.execute(
        "insert into fact_orders (account_id, order_id, profile_id, event_id, occurred_at, day, amount, currency, "
        "channel, source, order_number) select 'A', n::text, 'b', '1', '2026-01-01', '2026-01-01', 1, 'EUR', 'none', "
        "'other', 1 from generate_series(1, 2000) n");
    try {
      read();
      FAIL() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kBadData) << text;
    }
  }
  EXPECT_EQ(connection_.execute("select count(*) from fact_orders").integer(0, 0), 2001);
}

TEST_F(BinaryRowTest, AFieldThatIsNotThereOrOfAnotherTypeIsOurMistake) {
  insert("ann", "2026-01-01", "1");
  const auto take = [this](const std::function<void(BinaryRow&)>& take_row) {
    connection_.transaction([&] { connection_.copy_out("queries/cohort/orders", {"A"}, take_row); });
  };
  EXPECT_THROW(take([](BinaryRow& row) { row.day(); }), Error);
  EXPECT_THROW(take([](BinaryRow& row) {
                 for (int i = 0; i < 4; ++i) row.text();
               }),
               Error);
}

}  // namespace
}  // namespace klytics::storage

#include "shop/orders_file.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace klaviyo_sim {
namespace {

const std::string kHeader = "invoice,customer_id,invoice_date,country,items,amount,cancelled\n";

klytics::ErrorKind kind_of_failure(const std::string& text) {
  try {
    parse_orders(text, "orders.csv");
  } catch (const klytics::Error& error) {
    EXPECT_NE(std::string(error.what()).find("orders.csv"), std::string::npos);
    return error.kind();
  }
  ADD_FAILURE() << "accepted: " << text;
  return klytics::ErrorKind::kInternal;
}

TEST(OrdersFile, SortsRowsIntoOrdersRefundsAndSkipped) {
  const OrdersFile file = parse_orders(kHeader +
                                           "1,17850,2010-12-01 08:26:00,United Kingdom,40,139.12,0\n"
                                           "2,,2010-12-01 08:28:00,\"Korea, South\",12,022.20,0\r\n"
                                           "C3,17850,2010-12-02 09:41:00,France,-1,-27.50,1\n"
                                           "4,,2010-12-02 10:00:00,France,56,0.00,0\n"
                                           "5,,2010-12-02 10:01:00,France,1,-11062.06,0\n"
                                           "1,17850,2010-12-03 08:26:00,United Kingdom,40,1.00,0\n",
                                       "orders.csv");
  EXPECT_EQ(file.counts.rows, 6U);
  EXPECT_EQ(file.counts.orders, 2U);
  EXPECT_EQ(file.counts.refunds, 1U);
  EXPECT_EQ(file.counts.skipped_not_positive, 2U);
  EXPECT_EQ(file.counts.skipped_duplicate, 1U);
  ASSERT_EQ(file.orders.size(), 3U);
  EXPECT_EQ(file.orders[0].amount, "139.12");
  EXPECT_EQ(file.orders[1].country, "Korea, South");
  EXPECT_EQ(file.orders[1].amount, "22.20");
  EXPECT_TRUE(file.orders[1].customer_id.empty());
  EXPECT_TRUE(file.orders[2].refund);
  EXPECT_EQ(file.orders[2].amount, "27.50");
}

TEST(OrdersFile, RefusesRowsOfTheWrongShapeWithTheirLine) {
  using klytics::ErrorKind;
  EXPECT_EQ(kind_of_failure("invoice,customer_id\n"), ErrorKind::kBadData);
  EXPECT_EQ(kind_of_failure(kHeader + "1,2,2010-12-01 08:26:00,UK,1,1.00\n"), ErrorKind::kBadData);
  EXPECT_EQ(kind_of_failure(kHeader + "1,2,2010-12-01,UK,1,1.00,0\n"), ErrorKind::kBadData);
  EXPECT_EQ(kind_of_failure(kHeader + "1,2,2010-12-01 08:26:00,UK,x,1.00,0\n"), ErrorKind::kBadData);
  for (const char* amount : {"", "1e3", "1,0", "1.", ".5", "--1", "1.2.3", "GBP 1"})
    EXPECT_EQ(kind_of_failure(kHeader + "1,2,2010-12-01 08:26:00,UK,1," + amount + ",0\n"), ErrorKind::kBadData)
        << amount;
  EXPECT_EQ(kind_of_failure(kHeader + "1,2,2010-12-01 08:26:00,UK,1,1.00,yes\n"), ErrorKind::kBadData);
  EXPECT_EQ(kind_of_failure(kHeader), ErrorKind::kBadData);
  try {
    parse_orders(kHeader + "1,2,2010-12-01 08:26:00,UK,1,1.00,0\n2,2\n", "orders.csv");
    FAIL();
  } catch (const klytics::Error& error) {
    EXPECT_NE(std::string(error.what()).find("orders.csv:3:"), std::string::npos) << error.what();
  }
}

TEST(OrdersFile, AMissingFileIsAMissingInput) {
  try {
    read_orders_file("/nonexistent/orders.csv");
    FAIL();
  } catch (const klytics::Error& error) {
    EXPECT_EQ(error.kind(), klytics::ErrorKind::kInputMissing);
  }
}

}  // namespace
}  // namespace klaviyo_sim

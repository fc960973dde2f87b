#include "presentation/render/forecast_document.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "presentation/render/contract.h"
#include "presentation/render/endpoints.h"
#include "support/json_schema.h"

namespace klytics::presentation {
namespace {

ActiveForecast small_forecast() {
  const Date day = parse_date("2026-02-01").value();
  return {.metric = "revenue",
          .method = "additive(log)",
          .settings = "auto, holidays GB",
          .version = 7,
          .data_through = parse_date("2026-01-31").value(),
          .mape = 0.125,
          .rmse = 20,
          .mae = 15,
          .r2 = 0.5,
          .points = {{day, 100, 80, 120}, {day + std::chrono::days(1), 110.5, 0, 150}}};
}

const DateRange kRange{parse_date("2026-01-01").value(), parse_date("2026-01-31").value()};

TEST(ForecastDocument, SaysWhatComesAndHowWrongSuchForecastsWere) {
  const auto body = nlohmann::json::parse(forecast_document(small_forecast(), kRange));
  EXPECT_EQ(body["metricId"], "revenue");
  EXPECT_EQ(body["forecastHorizon"], 2);
  EXPECT_EQ(body["accuracy"], 0.875);
  EXPECT_EQ(body["forecast"]["forecast"][1].dump(), R"({"timestamp":"2026-02-02T00:00:00Z","value":110.5})");
  EXPECT_EQ(body["forecast"]["confidence"]["lower"][1]["value"], 0);
  EXPECT_EQ(body["forecast"]["metadata"]["validationMetrics"]["mape"], 12.5);
  EXPECT_EQ(body["forecast"]["metadata"]["modelParams"]["version"], 7);
}

TEST(ForecastDocument, NoAccuracyIsNegative) {
  ActiveForecast wild = small_forecast();
  wild.mape = 3;
  EXPECT_EQ(nlohmann::json::parse(forecast_document(wild, kRange))["accuracy"], 0);
}

TEST(ForecastDocument, KeepsToTheContract) {
  const std::string body = forecast_document(small_forecast(), kRange);
  EXPECT_EQ(violations(contract::forecast(), body), std::vector<std::string>{});
  ASSERT_NE(find_endpoint("analytics/forecast/revenue"), nullptr);
  EXPECT_EQ(find_endpoint("analytics/forecast/revenue")->name, "analytics/forecast");
  if (!test::dashboard_schema("overview"))
    GTEST_SKIP() << "the dashboard's schemas are not beside the project (../shared/dashboard/schema)";
  EXPECT_EQ(test::schema_violations(*test::dashboard_schema("analytics/forecast"), body), std::vector<std::string>{});
}

}  // namespace
}  // namespace klytics::presentation

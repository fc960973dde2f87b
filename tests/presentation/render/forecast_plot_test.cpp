#include "presentation/render/forecast_plot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace klytics::presentation {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

TEST(Sparkline, GoesFromTheSmallestToTheLargestValue) {
  EXPECT_EQ(sparkline(std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7}, 20), "▁▂▃▄▅▆▇█");
  EXPECT_EQ(sparkline(std::vector<double>{3, kGap, 3}, 20), "▅ ▅");
  EXPECT_EQ(sparkline(std::vector<double>{}, 20), "");
}

TEST(Sparkline, AveragesWhatDoesNotFit) { EXPECT_EQ(sparkline(std::vector<double>{0, 0, 7, 7, 3, 4}, 3), "▁█▅"); }

TEST(ForecastPlot, ShowsHistoryMeanAndBands) {
  const ForecastPlot plot{{0, 4}, {4, 4}, {{3, 3}, {5, 5}}, {{2, 2}, {6, 6}}, "a", "c", "d"};
  EXPECT_EQ(render(plot, 40, 7),
            "        6.0 ┤  ░░\n"
            "            ┤  ▒▒\n"
            "            ┤ •━━\n"
            "        3.0 ┤  ▒▒\n"
            "            ┤  ░░\n"
            "            ┤\n"
            "      0.000 ┤•\n"
            "             a  d\n");
}

TEST(ForecastPlot, StaysWithinItsWidth) {
  ForecastPlot plot{
      std::vector<double>(500, 1), std::vector<double>(90, 2), {}, {}, "2026-01-01", "2027-05-16", "2027-08-13"};
  plot.inner = {std::vector<double>(90, 1), std::vector<double>(90, 3)};
  plot.outer = {std::vector<double>(90, 0), std::vector<double>(90, 4)};
  std::string line;
  for (const char c : render(plot, 60, 8)) {
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80) continue;
    if (c == '\n') {
      EXPECT_LE(line.size(), 60);
      line.clear();
    } else {
      line += c;
    }
  }
}

}  // namespace
}  // namespace klytics::presentation

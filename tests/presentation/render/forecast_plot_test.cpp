#include "presentation/render/forecast_plot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace klytics::presentation {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

constexpr PlotStyle kPlain{};
constexpr PlotStyle kAscii{false, true};

TEST(Sparkline, GoesFromTheSmallestToTheLargestValue) {
  EXPECT_EQ(sparkline(std::vector<double>{0, 1, 2, 3, 4, 5}, std::vector<double>{6, 7}, 20, kPlain), "▁▂▃▄▅▆│▇█");
  EXPECT_EQ(sparkline(std::vector<double>{3, kGap, 3}, std::vector<double>{3}, 20, kPlain), "▅ ▅│▅");
  EXPECT_EQ(sparkline(std::vector<double>{}, std::vector<double>{}, 20, kPlain), "");
}

TEST(Sparkline, AveragesWhatDoesNotFit) {
  EXPECT_EQ(sparkline(std::vector<double>{0, 0, 7, 7}, std::vector<double>{3, 4}, 4, kPlain), "▁█│▅");
}

TEST(Sparkline, IsOfAsciiWhereTheTerminalKnowsNothingElse) {
  EXPECT_EQ(sparkline(std::vector<double>{0, 1, 2, 3, 4, 5}, std::vector<double>{6, 7}, 20, kAscii), "_.,-~=|*#");
}

TEST(ForecastPlot, ShowsHistoryMeanAndBands) {
  const ForecastPlot plot{{0, 4}, {4, 4}, {{3, 3}, {5, 5}}, {{2, 2}, {6, 6}}, {}, "a", "c", "d"};
  EXPECT_EQ(render(plot, 40, 7, kPlain),
            "        6.0 ┤  ░░\n"
            "            ┤  ▒▒\n"
            "            ┤ •━━\n"
            "        3.0 ┤  ▒▒\n"
            "            ┤  ░░\n"
            "            ┤\n"
            "          0 ┤•\n"
            "             a c to d\n");
}

TEST(ForecastPlot, ShowsWhereAnotherFutureDiffers) {
  const ForecastPlot plot{{0, 4}, {4, 4}, {{3, 3}, {5, 5}}, {{2, 2}, {6, 6}}, {4, 6}, "a", "c", "d"};
  EXPECT_EQ(render(plot, 40, 7, kPlain),
            "        6.0 ┤  ░╌\n"
            "            ┤  ▒▒\n"
            "            ┤ •━━\n"
            "        3.0 ┤  ▒▒\n"
            "            ┤  ░░\n"
            "            ┤\n"
            "          0 ┤•\n"
            "             a c to d\n");
}

TEST(ForecastPlot, ColoursRunsOfMarksAndIsOfAsciiWhenAsked) {
  const ForecastPlot plot{{0, 4}, {4, 4}, {{3, 3}, {5, 5}}, {{2, 2}, {6, 6}}, {}, "a", "c", "d"};
  EXPECT_EQ(render(plot, 40, 7, {true, true}),
            "        6.0 |  \x1b[36m..\x1b[0m\n"
            "            |  \x1b[36m::\x1b[0m\n"
            "            | *\x1b[1;34m==\x1b[0m\n"
            "        3.0 |  \x1b[36m::\x1b[0m\n"
            "            |  \x1b[36m..\x1b[0m\n"
            "            |\n"
            "          0 |*\n"
            "             a c to d\n");
}

TEST(ForecastPlot, StaysWithinItsWidth) {
  ForecastPlot plot{
      std::vector<double>(500, 1), std::vector<double>(90, 2), {}, {}, {}, "2026-01-01", "2027-05-16", "2027-08-13"};
  plot.inner = {std::vector<double>(90, 1), std::vector<double>(90, 3)};
  plot.outer = {std::vector<double>(90, 0), std::vector<double>(90, 4)};
  std::string line;
  for (const char c : render(plot, 60, 8, kPlain)) {
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

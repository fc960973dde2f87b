// Measures fits and valuations on simulated customers like those of the CDNOW data: time and peak memory. With
// --summary FILE it prints the CPU seconds of a BG/NBD fit to the columns x, t_x and T of a CSV file, the best of 20,
// and the log-likelihood.
#include <fmt/format.h>
#include <sys/resource.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <ctime>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "analytics/customer_value/valuation.h"
#include "core/csv.h"

namespace {

using namespace klytics::analytics;  // NOLINT(google-build-using-namespace): a program of one file

// Customers who follow BG/NBD with r .243, alpha 4.414, a .793, b 2.426 (weeks), acquired in 12 weeks, seen by day for
// `weeks` in all.
std::vector<PurchaseHistory> simulate(std::size_t customers, double weeks) {
  std::mt19937_64 random(1);
  std::gamma_distribution<double> rates(.243, 1 / 4.414), first(.793, 1), second(2.426, 1);
  std::exponential_distribution<double> waiting(1);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::vector<PurchaseHistory> histories;
  while (histories.size() < customers) {
    const double observed = std::floor((weeks - 12 * uniform(random)) * 7);
    const double rate = std::max(rates(random), 1e-12), u = first(random), p = u / (u + second(random));
    PurchaseHistory history{0, 0, observed / 7};
    for (double day = 0;;) {
      day += waiting(random) / rate * 7;
      if (day > observed) break;
      if (std::ceil(day) / 7 > history.last) {  // several purchases of a day are one
        history.orders += 1;
        history.last = std::ceil(day) / 7;
      }
      if (uniform(random) < p) break;
    }
    histories.push_back(history);
  }
  return histories;
}

template <typename Work>
double milliseconds(Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

long peak_megabytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

void measure(std::string_view name, std::size_t customers, double weeks) {
  const std::vector<PurchaseHistory> histories = simulate(customers, weeks);
  const PurchaseModel& model = purchase_model(name);
  Maximum maximum;
  const double fitting = milliseconds([&] { maximum = fit(model, PurchaseSample(histories)); });
  double orders = 0;
  const double valuing = milliseconds([&] {
    Valuation value(model, maximum.parameters, 39, std::log(1.15) / 52, std::nullopt);
    for (const PurchaseHistory& history : histories) orders += value(history, 0).expected_orders;
  });
  fmt::print("{:<11} {:>9} customers  {:>3} weeks  fit {:>8.1f} ms  valuation {:>8.1f} ms  peak {:>5} MB  r {:.4f}\n",
             name, customers, weeks, fitting, valuing, peak_megabytes(), maximum.parameters[0]);
}

double number(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<PurchaseHistory> read_summary(const std::string& path) {
  std::ifstream file(path);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  klytics::CsvReader reader(text, path);
  const klytics::CsvHeader header(reader);
  std::vector<PurchaseHistory> histories;
  while (reader.next()) {
    const auto fields = reader.fields();
    histories.push_back({number(fields[header.require("x")]), number(fields[header.require("t_x")]),
                         number(fields[header.require("T")])});
  }
  return histories;
}

void measure_file(const std::string& path) {
  const std::vector<PurchaseHistory> histories = read_summary(path);
  double best = 1e9;
  Maximum maximum;
  for (int run = 0; run < 20; ++run) {
    const std::clock_t begin = std::clock();
    maximum = fit(purchase_model("bg-nbd"), PurchaseSample(histories));
    best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  fmt::print("{:.6f} {:.3f}\n", best, maximum.log_likelihood);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--summary") {
    measure_file(argv[2]);
    return 0;
  }
  for (const std::string_view model : {"bg-nbd", "mbg-nbd", "pareto-nbd"}) measure(model, 2357, 39);
  for (const std::string_view model : {"bg-nbd", "mbg-nbd", "pareto-nbd"}) measure(model, 1'000'000, 104);
}

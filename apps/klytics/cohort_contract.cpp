#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "analytics/customer_value/shifted_beta_geometric.h"
#include "cohort_command.h"
#include "cohort_customers.h"
#include "core/error.h"
#include "result_output.h"

namespace klytics::app {
namespace {

using analytics::Maximum;
using presentation::ResultTable;
using presentation::TableCell;

constexpr int kMostPeriods = 10'000;

class CohortContract : public Command {
 public:
  void add_options(CLI::App& app) override {
    app.add_option("--survivors", survivors_, "CSV file of subscribers left at period 0, 1, ... (period,survivors)")
        ->type_name("FILE")
        ->required();
    app.add_option("--periods", periods_, "How many periods to show (default: twice those of the file)")
        ->type_name("N");
    output_.add_options(app);
  }

  void validate() const override {
    output_.parsed();
    if (periods_ < 0 || periods_ > kMostPeriods)
      throw Error(ErrorKind::kUsage, fmt::format("--periods must be from 0 to {}: {}", kMostPeriods, periods_));
  }

  int run(Context& context) override {
    const std::vector<double> survivors = read_survivors(survivors_);
    const Maximum maximum = analytics::shifted_beta_geometric::fit(survivors);
    context.log.info(fmt::format(
        "sBG: alpha {:.6g} (standard error {:.3g}), beta {:.6g} ({:.3g}), log-likelihood {:.6g}", maximum.parameters[0],
        maximum.standard_errors[0], maximum.parameters[1], maximum.standard_errors[1], maximum.log_likelihood));
    const int periods = periods_ > 0 ? periods_ : 2 * (static_cast<int>(survivors.size()) - 1);
    const std::vector<double> shares = analytics::shifted_beta_geometric::survival(maximum.parameters, periods);
    ResultTable table;
    table.columns = {"period", "observed", "survival", "retention_rate"};
    for (std::size_t i = 0; i < shares.size(); ++i)
      table.rows.push_back({TableCell::of(static_cast<std::int64_t>(i)),
                            i < survivors.size() ? TableCell::of(survivors[i] / survivors[0]) : TableCell::empty(),
                            TableCell::of(shares[i]),
                            i > 0 ? TableCell::of(shares[i] / shares[i - 1]) : TableCell::empty()});
    output_.print(context.out, table);
    return 0;
  }

 private:
  ResultOutput output_;
  std::string survivors_;
  int periods_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_cohort_contract() { return std::make_unique<CohortContract>(); }

}  // namespace klytics::app

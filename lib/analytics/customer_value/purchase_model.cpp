#include "analytics/customer_value/purchase_model.h"

#include <fmt/format.h>

#include "analytics/customer_value/beta_geometric.h"
#include "analytics/customer_value/negative_binomial.h"
#include "analytics/customer_value/pareto.h"
#include "core/error.h"

namespace klytics::analytics {
namespace {

// Histories among which maxima are searched: enough to come within a few per cent of the final parameters.
constexpr std::size_t kSearchGroups = 10'000;

}  // namespace

const PurchaseModel& purchase_model(std::string_view name) {
  static const BetaGeometric kBetaGeometric(BetaGeometric::Variant::kOriginal);
  static const BetaGeometric kModified(BetaGeometric::Variant::kModified);
  static const Pareto kPareto;
  static const NegativeBinomial kNegativeBinomial;
  for (const PurchaseModel* model :
       {static_cast<const PurchaseModel*>(&kBetaGeometric), static_cast<const PurchaseModel*>(&kModified),
        static_cast<const PurchaseModel*>(&kPareto), static_cast<const PurchaseModel*>(&kNegativeBinomial)})
    if (model->name() == name) return *model;
  throw Error(ErrorKind::kUsage, fmt::format("unknown purchase model: {}", name),
              "the models are bg-nbd, mbg-nbd, pareto-nbd and nbd");
}

Maximum fit(const PurchaseModel& model, const PurchaseSample& sample, std::string_view about) {
  const std::string name = std::string(model.name()) + std::string(about);
  if (sample.customers() < kFewestCustomers)
    throw Error(ErrorKind::kBadData, fmt::format("too few customers for {}: {}, at least {} are needed", name,
                                                 sample.customers(), kFewestCustomers));
  if (sample.repeat_customers() == 0)
    throw Error(ErrorKind::kBadData, "all customers ordered only once: repeat buying cannot be modelled",
                "use a longer period, or check the columns of customer and date");
  if (sample.repeat_customers() < kFewestRepeatCustomers)
    throw Error(ErrorKind::kBadData,
                fmt::format("too few customers with a repeat order for {}: {}, at least {} are needed", name,
                            sample.repeat_customers(), kFewestRepeatCustomers));
  const auto likelihood_of = [&model](const PurchaseSample& data) {
    return [&model, &data](const Eigen::VectorXd& parameters, Eigen::VectorXd& gradient) {
      return model.log_likelihood(data, parameters, gradient);
    };
  };
  const PurchaseSample thinned = sample.thinned(kSearchGroups);
  const std::vector<Eigen::VectorXd> starts = model.starts(sample.mean_observed());
  const Eigen::VectorXd near = search_maximum(likelihood_of(thinned), starts, thinned.customers(), name);
  return polish_maximum(likelihood_of(sample), near, sample.customers(), name);
}

}  // namespace klytics::analytics

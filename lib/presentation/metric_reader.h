// Reads the history of every metric that the dashboard shows, and analyses it.
#pragma once

#include <memory>
#include <vector>

#include "core/account.h"
#include "presentation/render/metric_analysis.h"
#include "storage/postgres/connection.h"

namespace klytics::presentation {

/// revenue, orders, customers, subscribers, then every metric of Klaviyo by name, each over all of its complete days
/// before `as_of`. In the caller's transaction. Without facts every history is empty. The cost depends on days and
/// metrics; the analyses use all cores.
std::shared_ptr<const std::vector<MetricAnalysis>> read_metrics(storage::Connection& connection, const Account& account,
                                                                bool has_facts, Date as_of);

}  // namespace klytics::presentation

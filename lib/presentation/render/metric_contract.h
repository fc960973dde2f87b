// What the dashboard accepts of the analyses of metrics. Pure.
#pragma once

#include "presentation/render/contract.h"

namespace klytics::presentation::contract {

Check timeseries();
/// All parts have the same number of points.
Check decomposition();
/// As many anomalies as it counts, each at or beyond the threshold.
Check anomalies();
Check correlation();
/// A row and a column for each metric, the same both ways.
Check correlations();
Check entropy();

}  // namespace klytics::presentation::contract

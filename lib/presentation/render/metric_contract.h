// What the dashboard accepts of the analyses of metrics. Pure.
#pragma once

#include "presentation/render/contract.h"

namespace klytics::presentation::contract {

Check timeseries();
/// All parts have the same number of points.
Check decomposition();

}  // namespace klytics::presentation::contract

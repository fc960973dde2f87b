// What is significant when much is examined at once.
#pragma once

#include <span>
#include <vector>

namespace klytics::insights {

/// p values of one family adjusted so that of those below a level no more than that share is expected to be false, when
/// some hypotheses count more than others from the start: Benjamini & Hochberg (1995) on p / weight (Genovese, Roeder &
/// Wasserman 2006). Weights are above 0 and are scaled to a mean of 1. None comes out below its own p value. In the
/// same order.
std::vector<double> weighted_p_values(std::span<const double> p_values, std::span<const double> weights);

}  // namespace klytics::insights

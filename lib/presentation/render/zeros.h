// Why a figure of the overview is zero, or a list empty: missing data told from nothing happening. Pure.
#pragma once

#include <string>
#include <vector>

#include "presentation/render/dashboard.h"

namespace klytics::presentation {

struct Zero {
  std::string range;     // its name
  std::string endpoint;  // "overview", "campaigns"
  std::string member;    // "revenue.previous"; empty for a list without rows
  std::string reason;    // a clause without a full stop: "no order in the period"
};

/// Every zero of every range's overview and every list without rows, each with its reason, in the order of the ranges.
std::vector<Zero> zeros(const Dashboard& dashboard);

}  // namespace klytics::presentation

// The models that klytics cohort fits to the database, in its model registry.
#pragma once

#include <string>

#include "context.h"
#include "core/time.h"

namespace klytics::app {

struct FittedModel {
  std::string metric, interval, kind;  // "customer_value", "week", "bg-nbd"
  std::string parameters, measures;    // JSON
  Date first, last;                    // days of the data
  std::string data;                    // what was fitted, as text: told apart by its SHA-256
};

/// Records the next version of the metric and interval, as a candidate.
void record_model(Context& context, const FittedModel& model);

}  // namespace klytics::app

// What makes customers a cohort: when each of them begins, and which cohort it then belongs to.
#pragma once

#include <string>
#include <string_view>

namespace klytics {

struct CohortDefinition {
  enum class Kind {
    kFirstOrder,   // "first-order": cohorts are periods of the first order
    kMetric,       // "metric:NAME": ... of the first event of a metric
    kList,         // "list:NAME": ... of joining a list
    kSegment,      // "segment:NAME": ... of joining a segment
    kCampaign,     // "campaign": cohorts are the campaigns by which people were reached first
    kFlow,         // "flow": ... the flows
    kForm,         // "form": ... the sign-up forms that people submitted first
    kDateColumn,   // "date:COLUMN": cohorts are periods of a customer's earliest date in a column of the order file
    kLabelColumn,  // "column:COLUMN": ... the values of a column at a customer's first order
  };
  Kind kind = Kind::kFirstOrder;
  std::string name;  // behind the colon

  bool needs_file() const { return kind == Kind::kDateColumn || kind == Kind::kLabelColumn; }
  bool needs_database() const { return kind != Kind::kFirstOrder && !needs_file(); }
};

/// Throws Error(kUsage) for anything else, or a name that is missing or too much.
CohortDefinition parse_cohort_definition(std::string_view text);

}  // namespace klytics

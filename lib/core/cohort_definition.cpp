#include "core/cohort_definition.h"

#include <fmt/format.h>

#include "core/error.h"

namespace klytics {

CohortDefinition parse_cohort_definition(std::string_view text) {
  using enum CohortDefinition::Kind;
  struct Form {
    std::string_view word;
    CohortDefinition::Kind kind;
    bool takes_name;
  };
  static constexpr Form kForms[] = {{"first-order", kFirstOrder, false},
                                    {"metric", kMetric, true},
                                    {"list", kList, true},
                                    {"segment", kSegment, true},
                                    {"campaign", kCampaign, false},
                                    {"flow", kFlow, false},
                                    {"form", kForm, false},
                                    {"date", kDateColumn, true},
                                    {"column", kLabelColumn, true}};
  const std::size_t colon = text.find(':');
  const std::string_view word = text.substr(0, colon);
  for (const Form& form : kForms) {
    if (form.word != word) continue;
    const std::string_view name = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    if (form.takes_name != !name.empty() || (!form.takes_name && colon != std::string_view::npos))
      throw Error(ErrorKind::kUsage, fmt::format("not a cohort: {}", text),
                  form.takes_name ? fmt::format("write it as {}:NAME", word) : fmt::format("write just {}", word));
    return {form.kind, std::string(name)};
  }
  throw Error(
      ErrorKind::kUsage, fmt::format("unknown cohort: {}", text),
      "cohorts are first-order, metric:NAME, list:NAME, segment:NAME, campaign, flow and form; in an order file "
      "date:COLUMN and column:COLUMN");
}

}  // namespace klytics

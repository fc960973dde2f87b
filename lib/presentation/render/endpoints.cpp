#include "presentation/render/endpoints.h"

#include "presentation/render/charts.h"
#include "presentation/render/freshness.h"
#include "presentation/render/overview.h"
#include "presentation/render/tables.h"

namespace klytics::presentation {
namespace {

constexpr Endpoint kEndpoints[] = {
    {"overview",
     [](const Dashboard&, const RangeValues& v) {
       return std::vector{Document{"overview", overview(v)}};
     }},
    {"campaigns",
     [](const Dashboard&, const RangeValues& v) {
       return std::vector{Document{"campaigns", campaigns(v.campaigns)}};
     }},
    {"flows",
     [](const Dashboard&, const RangeValues& v) {
       return std::vector{Document{"flows", flows(v.flows)}};
     }},
    {"forms",
     [](const Dashboard&, const RangeValues& v) {
       return std::vector{Document{"forms", forms(v.forms)}};
     }},
    {"segments",
     [](const Dashboard&, const RangeValues& v) {
       return std::vector{Document{"segments", segments(v.segments)}};
     }},
    {"charts/revenue",
     [](const Dashboard&, const RangeValues& v) {
       return std::vector{Document{"charts/revenue", revenue_chart(v.range.range, v.days)}};
     }},
    {"charts/distribution",
     [](const Dashboard&, const RangeValues& v) {
       return std::vector{Document{"charts/distribution", distribution_chart(v.current.revenue_by_source)}};
     }},
    {"charts/top-segments",
     [](const Dashboard&, const RangeValues& v) {
       return std::vector{Document{"charts/top-segments", top_segments(v.segments)}};
     }},
    {"charts/top-flows",
     [](const Dashboard&, const RangeValues& v) {
       return std::vector{Document{"charts/top-flows", top_flows(v.flows)}};
     }},
    {"charts/top-forms",
     [](const Dashboard&, const RangeValues& v) {
       return std::vector{Document{"charts/top-forms", top_forms(v.forms)}};
     }},
    {"health",
     [](const Dashboard& d, const RangeValues&) {
       return std::vector{Document{"health", health(d.freshness)}};
     }},
};

}  // namespace

std::span<const Endpoint> endpoints() { return kEndpoints; }

}  // namespace klytics::presentation

// Checks JSON text against a JSON Schema (draft-07), for the keywords that the dashboard's schemas use.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klytics::test {

/// Every violation as "place: what is wrong"; empty when the text is valid. A keyword that this checker does not know
/// is a violation too, so that no rule is passed over in silence.
std::vector<std::string> schema_violations(std::string_view schema_text, std::string_view json_text);

/// The schema of an endpoint ("charts/revenue") from the shared dashboard folder beside the project; nullopt when the
/// folder is absent. An endpoint without a schema in a folder that is there throws std::runtime_error.
std::optional<std::string> dashboard_schema(std::string_view endpoint);

}  // namespace klytics::test

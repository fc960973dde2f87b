// What the dashboard accepts as the body of an endpoint, as checks that are put together from small ones. Pure.
#pragma once

#include <functional>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace klytics::presentation {

/// Adds "place: what is wrong" to `found` for everything that breaks a rule; `place` is a JSON pointer.
using Check =
    std::function<void(const nlohmann::json& value, const std::string& place, std::vector<std::string>& found)>;

namespace contract {

/// A finite number of the given range, both ends included.
Check number(double least = -std::numeric_limits<double>::infinity(),
             double most = std::numeric_limits<double>::infinity());
/// A percentage from 0 to 100.
Check rate();
/// A whole number, at least `least`.
Check integer(std::int64_t least);
Check text();
Check boolean();
/// "2026-01-31", a day that exists.
Check date();
/// "2026-01-31T00:00:00Z", to the second.
Check timestamp();
Check one_of(std::vector<std::string> values);
/// An array whose every item passes.
Check list(Check item, std::size_t least = 0, std::size_t most = std::numeric_limits<std::size_t>::max());
/// An object that has all of these members; others are allowed.
Check object(std::vector<std::pair<std::string, Check>> members);
/// Both.
Check both(Check first, Check second);

Check overview();
Check campaigns();
Check flows();
Check forms();
Check segments();
/// One row a day, no day left out.
Check revenue_chart();
/// Four shares that sum to 100, or are all 0.
Check distribution();
Check top_segments();
Check top_flows();
Check top_forms();
Check health();
Check forecast();

}  // namespace contract

/// Everything that a body breaks; empty when the dashboard takes it.
std::vector<std::string> violations(const Check& check, std::string_view body);

}  // namespace klytics::presentation

// Walks over JSON as text, without taking it apart: what stands between two edits stays to the letter.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace klytics::collection {

/// The text of one member of a JSON object, without the space around it; nullopt when `object` is none or has no such
/// key. Of a key that stands twice the first counts. Keys are compared as they are written. Linear.
std::optional<std::string_view> json_member(std::string_view object, std::string_view key);

/// The same down a path of objects.
std::optional<std::string_view> json_at(std::string_view object, std::initializer_list<std::string_view> path);

/// Keys (without quotes, as they are written) and values of an object, in order; empty for anything else.
std::vector<std::pair<std::string_view, std::string_view>> json_members(std::string_view object);

/// The elements of an array; empty for anything else.
std::vector<std::string_view> json_elements(std::string_view array);

/// What a JSON string says, as it is written when its escapes are broken; nullopt for anything else.
std::optional<std::string> json_string(std::string_view token);

/// `text` as a JSON string.
std::string json_quoted(std::string_view text);

/// Behind the JSON value that begins at `begin` (space before it is skipped); npos when there is none.
std::size_t json_value_end(std::string_view text, std::size_t begin);

}  // namespace klytics::collection

// Texts as one parameter of a statement.
#pragma once

#include <string>
#include <vector>

namespace klytics::storage {

/// PostgreSQL's input syntax for text[]: every element quoted, so that none is read as NULL.
std::string text_array(const std::vector<std::string>& elements);

}  // namespace klytics::storage

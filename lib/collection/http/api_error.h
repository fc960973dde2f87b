// The body of an error answer.
#pragma once

#include <string>
#include <string_view>

namespace klytics::collection {

/// The first entry of {"errors":[...]}; fields are empty where the answer does not have them.
struct ApiError {
  std::string code;
  std::string title;
  std::string detail;
  std::string parameter;  // the query parameter that is at fault

  /// The detail, else the title, else the code; cut to a length that a message can carry.
  std::string summary() const;
};

/// Never fails: a body that is not such a document gives empty fields.
ApiError parse_api_error(std::string_view body);

/// Whether the answer says that a page cursor is no longer valid.
bool is_cursor_error(const ApiError& error);

}  // namespace klytics::collection

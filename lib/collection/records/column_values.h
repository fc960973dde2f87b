// One column's value from a record: type checks and conversions, field by field.
#pragma once

#include <string>
#include <string_view>

#include "collection/records/record_batch.h"
#include "collection/records/record_reader.h"
#include "collection/resource.h"

namespace klytics::collection {

/// Why a record cannot be a row.
struct RejectedRecord {
  std::string reason;
};

/// Appends the value for a column that reads only its own paths; `second` is the value at Column::second_path. Throws
/// RejectedRecord for a value that the column cannot hold.
void append_value(RecordBatch& batch, const Column& column, const FieldValue& value, const FieldValue& second);

/// The time of an event: the text, else epoch seconds. Throws RejectedRecord when there is neither.
Instant event_time(const FieldValue& text, const FieldValue& epoch_seconds);

/// Whether a text says nothing: it is empty, or of ASCII white space only. Such an id, name or number is one that is
/// missing.
bool is_blank(std::string_view text);

/// Whether PostgreSQL's numeric holds this text exactly: a JSON number, also with a sign or leading zeros, whose
/// exponent is within +-1000.
bool is_storable_number(std::string_view text);

/// "email", "sms" or "push" for the vendor's several words, "" for another.
std::string_view channel_name(std::string_view words);

}  // namespace klytics::collection

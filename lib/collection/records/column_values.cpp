#include "collection/records/column_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace klytics::collection {
namespace {

using Kind = FieldValue::Kind;

constexpr std::int64_t kLastEpochSecond = 253'402'300'799;  // 9999-12-31T23:59:59Z, the last that ISO 8601 can write
constexpr int kLargestExponent = 1000;
constexpr std::size_t kLongestNumber = 1000;

[[noreturn]] void reject(const Column& column, std::string_view problem) {
  throw RejectedRecord{fmt::format("{}: {}", column.path.empty() ? column.name : column.path, problem)};
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

std::optional<std::string_view> text_of(const Column& column, const FieldValue& value) {
  if (value.missing() || (value.kind == Kind::kString && is_blank(value.text))) return std::nullopt;
  if (value.kind == Kind::kString || value.kind == Kind::kNumber) return value.text;
  if (column.lenient) return std::nullopt;
  reject(column, "not a string");
}

std::optional<Instant> instant_of(const Column& column, const FieldValue& value) {
  if (value.missing()) return std::nullopt;
  const std::optional<Instant> instant = value.kind == Kind::kString ? parse_instant(value.text) : std::nullopt;
  if (!instant && !column.lenient) reject(column, "not a time with an offset from UTC");
  return instant;
}

std::optional<bool> boolean_of(const Column& column, const FieldValue& value) {
  if (value.missing()) return std::nullopt;
  if (value.kind == Kind::kBoolean) return value.text == "true";
  if (column.lenient) {
    const std::string word = lower(value.text);
    if (word == "true" || word == "1") return true;
    if (word == "false" || word == "0") return false;
    return std::nullopt;
  }
  reject(column, "not true or false");
}

std::optional<std::string_view> number_of(const Column& column, const FieldValue& value) {
  if (value.missing() || (value.kind == Kind::kString && is_blank(value.text))) return std::nullopt;
  if ((value.kind == Kind::kNumber || value.kind == Kind::kString) && is_storable_number(value.text)) return value.text;
  if (column.lenient) return std::nullopt;
  reject(column, "not a number that can be stored");
}

}  // namespace

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\n\v\f\r") == std::string_view::npos; }

bool is_storable_number(std::string_view text) {
  if (text.empty() || text.size() > kLongestNumber) return false;
  std::size_t i = text[0] == '-' || text[0] == '+' ? 1 : 0;
  const auto digits = [&] {
    const std::size_t begin = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i > begin;
  };
  if (!digits()) return false;
  if (i < text.size() && text[i] == '.' && (++i, !digits())) return false;
  if (i == text.size()) return true;
  if (text[i] != 'e' && text[i] != 'E') return false;
  if (++i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
  int exponent = 0;
  const auto [end, error] = std::from_chars(text.data() + i, text.data() + text.size(), exponent);
  return error == std::errc{} && end == text.data() + text.size() && exponent >= 0 && exponent <= kLargestExponent;
}

std::string_view channel_name(std::string_view words) {
  const std::string word = lower(words);
  if (word == "email") return "email";
  if (word == "sms" || word == "text message" || word == "text_message" || word == "text-message") return "sms";
  if (word.find("push") != std::string::npos) return "push";  // mobile_push, push-notification, "Mobile Push"
  return {};
}

Instant event_time(const FieldValue& text, const FieldValue& epoch_seconds) {
  if (text.kind == Kind::kString) {
    if (const std::optional<Instant> instant = parse_instant(text.text)) return *instant;
    throw RejectedRecord{"datetime: not a time with an offset from UTC"};
  }
  if (!text.missing()) throw RejectedRecord{"datetime: not a string"};
  if (epoch_seconds.missing()) throw RejectedRecord{"an event without a time"};
  std::string_view digits = epoch_seconds.text;
  if (digits.ends_with(".0")) digits.remove_suffix(2);  // an integer that went through a floating point number
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (epoch_seconds.kind != Kind::kNumber || error != std::errc{} || end != digits.data() + digits.size() ||
      seconds < -kLastEpochSecond || seconds > kLastEpochSecond)
    throw RejectedRecord{"timestamp: not a number of seconds"};
  return Instant{std::chrono::seconds{seconds}};
}

void append_value(RecordBatch& batch, const Column& column, const FieldValue& value, const FieldValue& second) {
  switch (column.type) {
    case ColumnType::kId: {
      const auto text = text_of(column, value);
      if (!text) reject(column, "missing");
      return batch.text(*text);
    }
    case ColumnType::kText:
      return batch.text(text_of(column, value));
    case ColumnType::kName:
      return batch.text(text_of(column, value).value_or(""));
    case ColumnType::kInstant:
      return batch.instant(instant_of(column, value));
    case ColumnType::kEventTime:
      return batch.instant(event_time(value, second));
    case ColumnType::kBoolean:
      return batch.boolean(boolean_of(column, value));
    case ColumnType::kFlag:
      return batch.boolean(boolean_of(column, value).value_or(false));
    case ColumnType::kNumeric:
      return batch.text(number_of(column, value));
    case ColumnType::kChannel: {
      const std::string_view channel = value.kind == Kind::kString ? channel_name(value.text) : std::string_view{};
      return channel.empty() ? batch.null() : batch.text(channel);
    }
    case ColumnType::kSuppressedAt: {
      const auto suppression = earliest_suppression(value);
      return batch.instant(suppression ? parse_instant(suppression->timestamp) : std::nullopt);
    }
    case ColumnType::kSuppressionReason: {
      const auto suppression = earliest_suppression(value);
      return suppression && !is_blank(suppression->reason) ? batch.text(std::string_view(suppression->reason))
                                                           : batch.null();
    }
    case ColumnType::kPartitionHead:
    case ColumnType::kPartition:
    case ColumnType::kResourceName:
    case ColumnType::kOwner:
    case ColumnType::kJoinedText:
    case ColumnType::kJoinedRecords:
    case ColumnType::kRecord:
      break;
  }
  throw RejectedRecord{"internal: column " + column.name + " does not read its own path"};
}

}  // namespace klytics::collection

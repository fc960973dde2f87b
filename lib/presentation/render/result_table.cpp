#include "presentation/render/result_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/csv.h"
#include "core/error.h"
#include "presentation/render/json_writer.h"

namespace klytics::presentation {
namespace {

// Backgrounds of the 256-colour palette from pale to deep, with black text on all of them.
constexpr std::array<int, 6> kHeat = {230, 229, 222, 215, 209, 203};

std::size_t width_of(std::string_view text) {  // code points: good enough for names
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string shown(const TableCell& cell) {
  const std::string& text = cell.brief.empty() ? cell.text : cell.brief;
  return cell.marked ? text + "*" : text;
}

std::string painted(const std::string& text, double heat) {
  const auto step = static_cast<std::size_t>(std::clamp(heat, 0.0, 1.0) * (kHeat.size() - 1) + 0.5);
  return fmt::format("\x1b[48;5;{};30m{}\x1b[0m", kHeat[step], text);
}

std::string render_text(const ResultTable& table, bool colour) {
  const std::size_t columns = table.columns.size();
  std::vector<std::size_t> widths(columns);
  std::vector<bool> left(columns, false);
  for (std::size_t i = 0; i < columns; ++i) {
    widths[i] = width_of(table.columns[i]);
    for (const std::vector<TableCell>& row : table.rows) {
      widths[i] = std::max(widths[i], width_of(shown(row[i])));
      left[i] = left[i] || row[i].kind == TableCell::Kind::kText;
    }
  }
  std::string out;
  const auto add_line = [&](const auto& text_of, const auto& heat_of) {
    std::string line;
    for (std::size_t i = 0; i < columns; ++i) {
      const std::string text = text_of(i);
      const std::string space(widths[i] - width_of(text), ' ');
      const std::string padded = left[i] ? text + space : space + text;
      const std::optional<double> heat = heat_of(i);
      if (i > 0) line += "  ";
      line += heat && colour ? painted(padded, *heat) : padded;
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += line + '\n';
  };
  const auto plain = [](std::size_t) { return std::optional<double>(); };
  add_line([&](std::size_t i) { return table.columns[i]; }, plain);
  for (const std::vector<TableCell>& row : table.rows)
    add_line([&](std::size_t i) { return shown(row[i]); }, [&](std::size_t i) { return row[i].heat; });
  return out;
}

std::string render_csv(const ResultTable& table) {
  std::string out;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += ',';
    out += csv_field(table.columns[i]);
  }
  out += '\n';
  for (const std::vector<TableCell>& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      out += row[i].kind == TableCell::Kind::kText ? csv_field(row[i].text) : row[i].text;
    }
    out += '\n';
  }
  return out;
}

void write_row(JsonWriter& writer, const ResultTable& table, const std::vector<TableCell>& row) {
  writer.begin_object();
  for (std::size_t i = 0; i < row.size(); ++i) {
    writer.key(table.columns[i]);
    switch (row[i].kind) {
      case TableCell::Kind::kEmpty:
        writer.null();
        break;
      case TableCell::Kind::kText:
        writer.text(row[i].text);
        break;
      case TableCell::Kind::kNumber:
        writer.written_number(row[i].text);
        break;
    }
  }
  writer.end_object();
}

}  // namespace

Format parse_format(std::string_view text) {
  if (text == "table") return Format::kTable;
  if (text == "csv") return Format::kCsv;
  if (text == "json") return Format::kJson;
  if (text == "ndjson") return Format::kNdjson;
  throw Error(ErrorKind::kUsage, fmt::format("unknown format: {}", text),
              "the formats are table, csv, json and ndjson");
}

std::string number_text(double value) {
  if (!std::isfinite(value)) throw Error(ErrorKind::kInternal, "a result is not a finite number");
  return fmt::format("{:.10g}", value == 0 ? 0.0 : value);  // no "-0"
}

std::string brief_number(double value) {
  constexpr int kSignificant = 6, kFewestDecimals = 2;
  constexpr double kAllDigits = 1e12;  // number_text() leaves none behind the point from here on
  const double size = std::abs(value);
  if (size >= kAllDigits) return number_text(value);
  if (!(size >= 1)) return fmt::format("{:.{}g}", value == 0 ? 0.0 : value, kSignificant);
  const int before_point = static_cast<int>(std::floor(std::log10(size))) + 1;
  const double scale = std::pow(10, std::max(kSignificant - before_point, kFewestDecimals));
  return number_text(std::round(value * scale) / scale);
}

std::string render(const ResultTable& table, Format format, bool colour) {
  if (format == Format::kTable) return render_text(table, colour);
  if (format == Format::kCsv) return render_csv(table);
  JsonWriter writer;
  std::string out;
  if (format == Format::kJson) writer.begin_array();
  for (const std::vector<TableCell>& row : table.rows) {
    write_row(writer, table, row);
    if (format == Format::kNdjson) out += writer.take() + '\n';
  }
  if (format == Format::kJson) {
    writer.end_array();
    out = writer.take() + '\n';
  }
  return out;
}

}  // namespace klytics::presentation

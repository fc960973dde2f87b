#include "presentation/tables/table_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <vector>

#include "core/csv.h"
#include "core/error.h"
#include "presentation/publish/durable_file.h"
#include "presentation/render/json_writer.h"
#include "presentation/tables/workbook_writer.h"

namespace klytics::presentation {
namespace {

namespace fs = std::filesystem;

// One text file a table, written under another name until all are complete.
class TextWriter : public TableWriter {
 public:
  TextWriter(fs::path folder, std::string extension) : folder_(std::move(folder)), extension_(std::move(extension)) {}
  ~TextWriter() override {
    std::error_code ignored;
    for (const std::string& name : names_) fs::remove(partial(name), ignored);
  }

  void begin_table(std::string_view name, std::span<const TableColumn> columns) override {
    close();
    names_.emplace_back(name);
    columns_ = columns;
    file_.open(partial(names_.back()), std::ios::binary | std::ios::trunc);
    if (!file_) throw file_error("create", partial(names_.back()), errno);
    write(head());
  }

  void add_row(std::span<const std::optional<std::string>> values) override { write(line(values)); }

  void finish() override {
    close();
    for (const std::string& name : names_) sync(partial(name));
    for (const std::string& name : names_) rename_over(partial(name), folder_ / (name + extension_));
    names_.clear();
    sync(folder_);
  }

 protected:
  virtual std::string head() const { return {}; }
  virtual std::string line(std::span<const std::optional<std::string>> values) const = 0;
  std::span<const TableColumn> columns() const { return columns_; }

 private:
  fs::path partial(const std::string& name) const { return folder_ / ("." + name + extension_ + ".partial"); }

  void write(const std::string& text) {
    if (!file_.write(text.data(), static_cast<std::streamsize>(text.size())))
      throw file_error("write", partial(names_.back()), errno == 0 ? EIO : errno);
  }

  void close() {
    if (!file_.is_open()) return;
    file_.close();
    if (!file_) throw file_error("write", partial(names_.back()), errno == 0 ? EIO : errno);
  }

  const fs::path folder_;
  const std::string extension_;
  std::ofstream file_;
  std::vector<std::string> names_;
  std::span<const TableColumn> columns_;
};

class CsvWriter : public TextWriter {
 public:
  explicit CsvWriter(fs::path folder) : TextWriter(std::move(folder), ".csv") {}

 protected:
  std::string head() const override {
    std::string text;
    for (const TableColumn& column : columns()) text += (text.empty() ? "" : ",") + csv_field(column.name);
    return text + '\n';
  }
  std::string line(std::span<const std::optional<std::string>> values) const override {
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) text += ',';
      if (values[i]) text += columns()[i].kind == ColumnKind::kText ? plain_csv_text(*values[i]) : *values[i];
    }
    return text + '\n';
  }
};

class NdjsonWriter : public TextWriter {
 public:
  explicit NdjsonWriter(fs::path folder) : TextWriter(std::move(folder), ".ndjson") {}

 protected:
  std::string line(std::span<const std::optional<std::string>> values) const override {
    JsonWriter json;
    json.begin_object();
    for (std::size_t i = 0; i < values.size(); ++i) {
      json.key(columns()[i].name);
      if (!values[i])
        json.null();
      else if (columns()[i].kind == ColumnKind::kNumber)
        json.written_number(*values[i]);
      else
        json.text(*values[i]);
    }
    json.end_object();
    return json.take() + '\n';
  }
};

}  // namespace

TableFormat parse_table_format(std::string_view text) {
  if (text == "csv") return TableFormat::kCsv;
  if (text == "ndjson") return TableFormat::kNdjson;
  if (text == "xlsx") return TableFormat::kXlsx;
  throw Error(ErrorKind::kUsage, fmt::format("unknown format of tables: {}", text),
              "the formats are csv, ndjson and xlsx");
}

std::string plain_csv_text(std::string_view text) {
  // The wide forms of East Asian keyboards count as well.
  static constexpr std::array<std::string_view, 11> kBeginnings = {"=",  "+",      "-",      "@",      "\t",    "\r",
                                                                   "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  const bool formula = std::any_of(kBeginnings.begin(), kBeginnings.end(),
                                   [&](std::string_view beginning) { return text.starts_with(beginning); });
  return csv_field(formula ? "'" + std::string(text) : std::string(text));
}

std::unique_ptr<TableWriter> make_table_writer(const std::string& folder, TableFormat format) {
  create_folders(folder);
  switch (format) {
    case TableFormat::kCsv:
      return std::make_unique<CsvWriter>(folder);
    case TableFormat::kNdjson:
      return std::make_unique<NdjsonWriter>(folder);
    case TableFormat::kXlsx:
      return make_workbook_writer(folder);
  }
  throw Error(ErrorKind::kInternal, "a format of tables that nobody writes");
}

}  // namespace klytics::presentation

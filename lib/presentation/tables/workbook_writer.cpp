#include "presentation/tables/workbook_writer.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/time.h"
#include "presentation/publish/durable_file.h"

namespace klytics::presentation {
namespace {

namespace fs = std::filesystem;

constexpr lxw_row_t kLastRow = LXW_ROW_MAX - 1;
constexpr std::size_t kLongestText = 32767;  // bytes are never fewer than the characters that a cell holds
constexpr double kColumnWidth = 16;
// Spreadsheets count days from the last one of 1899.
constexpr std::chrono::sys_days kDayZero = std::chrono::year{1899} / 12 / 30;

// The longest beginning that a cell takes and that does not end within a character of UTF-8.
std::string cell_text(std::string_view text) {
  std::size_t size = std::min(text.size(), kLongestText);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return std::string(text.substr(0, size));
}

double serial(Date day) { return static_cast<double>((day - kDayZero).count()); }
double serial(Instant time) {
  return std::chrono::duration<double, std::ratio<86400>>(time - Instant(kDayZero)).count();
}

class WorkbookWriter : public TableWriter {
 public:
  explicit WorkbookWriter(const fs::path& folder)
      : path_(folder / "klytics.xlsx"), partial_(folder / ".klytics.xlsx.partial") {
    std::string scratch = folder.string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;  // one row in memory
    options.tmpdir = scratch.data();     // copied
    book_ = workbook_new_opt(partial_.c_str(), &options);
    if (book_ == nullptr) throw Error(ErrorKind::kOutput, fmt::format("cannot create {}", path_.string()));
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
    date_ = workbook_add_format(book_);
    format_set_num_format(date_, "yyyy-mm-dd");
    time_ = workbook_add_format(book_);
    format_set_num_format(time_, "yyyy-mm-dd hh:mm:ss");
  }
  ~WorkbookWriter() override {
    if (book_ == nullptr) return;
    workbook_close(book_);  // the library frees its memory nowhere else
    std::error_code ignored;
    fs::remove(partial_, ignored);
  }
  WorkbookWriter(const WorkbookWriter&) = delete;
  WorkbookWriter& operator=(const WorkbookWriter&) = delete;

  void begin_table(std::string_view name, std::span<const TableColumn> columns) override {
    name_ = name;
    columns_ = columns;
    part_ = 1;
    begin_sheet();
  }

  void add_row(std::span<const std::optional<std::string>> values) override {
    if (row_ > kLastRow) {
      ++part_;
      begin_sheet();
    }
    for (std::size_t i = 0; i < values.size(); ++i)
      if (values[i]) check(add_cell(static_cast<lxw_col_t>(i), columns_[i].kind, *values[i]));
    ++row_;
  }

  void finish() override {
    lxw_workbook* book = std::exchange(book_, nullptr);
    const lxw_error error = workbook_close(book);
    if (error != LXW_NO_ERROR) {
      std::error_code ignored;
      fs::remove(partial_, ignored);
      check(error);
    }
    sync(partial_);
    rename_over(partial_, path_);
    sync(path_.parent_path());
  }

 private:
  void begin_sheet() {
    const std::string name = part_ == 1 ? name_ : fmt::format("{} ({})", name_, part_);
    sheet_ = workbook_add_worksheet(book_, name.c_str());
    if (sheet_ == nullptr) throw Error(ErrorKind::kInternal, fmt::format("a workbook takes no sheet {}", name));
    const auto last = static_cast<lxw_col_t>(columns_.size() - 1);
    worksheet_set_column(sheet_, 0, last, kColumnWidth, nullptr);
    worksheet_freeze_panes(sheet_, 1, 0);
    for (std::size_t i = 0; i < columns_.size(); ++i)
      check(worksheet_write_string(sheet_, 0, static_cast<lxw_col_t>(i), std::string(columns_[i].name).c_str(), bold_));
    row_ = 1;
  }

  // Text is a cell of text whatever it looks like: no spreadsheet runs it.
  lxw_error add_cell(lxw_col_t column, ColumnKind kind, const std::string& value) {
    if (kind == ColumnKind::kNumber) {
      double number = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
      if (error == std::errc{} && end == value.data() + value.size())
        return worksheet_write_number(sheet_, row_, column, number, nullptr);
    } else if (kind == ColumnKind::kDate) {
      if (const std::optional<Date> day = parse_date(value))
        return worksheet_write_number(sheet_, row_, column, serial(*day), date_);
    } else if (kind == ColumnKind::kTime) {
      if (const std::optional<Instant> time = parse_instant(value))
        return worksheet_write_number(sheet_, row_, column, serial(*time), time_);
    }
    return worksheet_write_string(sheet_, row_, column, cell_text(value).c_str(), nullptr);
  }

  void check(lxw_error error) const {
    if (error != LXW_NO_ERROR)
      throw Error(ErrorKind::kIo, fmt::format("cannot write {}: {}", path_.string(), lxw_strerror(error)));
  }

  const fs::path path_, partial_;
  std::string name_;
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format *bold_ = nullptr, *date_ = nullptr, *time_ = nullptr;
  std::span<const TableColumn> columns_;
  int part_ = 1;
  lxw_row_t row_ = 0;
};

}  // namespace

std::unique_ptr<TableWriter> make_workbook_writer(const std::string& folder) {
  return std::make_unique<WorkbookWriter>(folder);
}

}  // namespace klytics::presentation

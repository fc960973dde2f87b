# Writes OUTPUT, a C++ source that holds every .sql file below ROOT, sorted by path.
cmake_minimum_required(VERSION 3.25)
file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/*.sql)
list(SORT files)
set(entries "")
foreach(file IN LISTS files)
  file(READ ${ROOT}/${file} text)
  string(REGEX REPLACE "\\.sql$" "" name ${file})
  # A string literal holds at most 64 KiB portably; migrations are split long before that.
  string(APPEND entries "    {\"${name}\", R\"__sql__(${text})__sql__\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"embedded_sql.h\"

#include <array>

namespace klytics::sql {
namespace {
constexpr std::array kFiles = std::to_array<File>({
${entries}});
}  // namespace

std::span<const File> files() { return kFiles; }

std::string_view text(std::string_view name) {
  for (const File& file : kFiles)
    if (file.name == name) return file.text;
  return {};
}
}  // namespace klytics::sql
")

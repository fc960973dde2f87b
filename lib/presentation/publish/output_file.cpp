#include "presentation/publish/output_file.h"

#include <cerrno>
#include <fstream>

#include "presentation/publish/durable_file.h"

namespace klytics::presentation {

void write_output_file(const std::string& path, std::string_view text) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored)) {
    std::ofstream file(path, std::ios::binary);
    if (!file) throw file_error("open", path, errno);
    if (!file.write(text.data(), static_cast<std::streamsize>(text.size())).flush())
      throw file_error("write", path, EIO);
    return;
  }
  const std::filesystem::path partial = path + ".partial";
  std::filesystem::remove(partial, ignored);  // of a run that was killed
  try {
    write_new_file(partial, text);
    sync(partial);
    rename_over(partial, path);
  } catch (...) {
    std::filesystem::remove(partial, ignored);
    throw;
  }
}

}  // namespace klytics::presentation

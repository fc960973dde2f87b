// Files and folders that survive a power cut once these functions return.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/error.h"

namespace klytics::presentation {

/// An Error from errno: kOutput when the place cannot be written at all (permission, read-only, a file where a folder
/// should be), else kIo.
Error file_error(std::string_view action, const std::filesystem::path& path, int error_number);

/// Creates a folder and those above it; an existing folder is fine.
void create_folders(const std::filesystem::path& path);
/// Creates a file that must not exist and writes it; it is durable after sync().
void write_new_file(const std::filesystem::path& path, std::string_view bytes);
/// The bytes of a file.
std::string read_file(const std::filesystem::path& path);
/// Waits until a file's bytes, or a folder's entries, are on the disk.
void sync(const std::filesystem::path& path);
/// The same for everything on the file system that the folder lies on: at once, where that is many files.
void sync_file_system(const std::filesystem::path& folder);
/// Renames within one file system; replaces a file or a link.
void rename_over(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace klytics::presentation

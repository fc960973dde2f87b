#include "storage/server/server_programs.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "core/error.h"
#include "storage/server/program.h"

namespace klytics::storage {
namespace {

namespace fs = std::filesystem;

bool executable(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored) && access(path.c_str(), X_OK) == 0;
}

// The output's first line of "<path> <argument>"; empty when it fails.
std::string first_line_of(const fs::path& path, const std::string& argument) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> output(std::tmpfile(), std::fclose);
  if (!output) return {};
  try {
    Program program{path, {argument}, environment_without_libpq(), std::nullopt, {}, "/dev/null", fileno(output.get())};
    if (run_program(program) != 0) return {};
  } catch (const Error&) {
    return {};
  }
  std::rewind(output.get());
  std::array<char, 4096> line{};
  if (std::fgets(line.data(), static_cast<int>(line.size()), output.get()) == nullptr) return {};
  std::string text = line.data();
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

// "postgres (PostgreSQL) 15.20 (Debian ...)" -> 15; 0 when it says something else.
int major_version_of(const fs::path& program) {
  const std::string line = first_line_of(program, "--version");
  const std::size_t at = line.find(") ");
  if (at == std::string::npos) return 0;
  int version = 0;
  std::from_chars(line.data() + at + 2, line.data() + line.size(), version);
  return version;
}

std::vector<fs::path> path_folders() {
  std::vector<fs::path> folders;
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    if (colon != 0) folders.emplace_back(rest.substr(0, colon));
    if (colon == std::string_view::npos) break;
    rest.remove_prefix(colon + 1);
  }
  return folders;
}

// Folders of Debian (/usr/lib/postgresql/15/bin), Red Hat's PGDG (/usr/pgsql-15/bin) and Alpine.
std::vector<fs::path> distribution_folders() {
  std::vector<fs::path> folders;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ignored))
    folders.push_back(entry.path() / "bin");
  for (const auto& entry : fs::directory_iterator("/usr", ignored))
    if (entry.path().filename().string().starts_with("pgsql-")) folders.push_back(entry.path() / "bin");
  for (const auto& entry : fs::directory_iterator("/usr/libexec", ignored))
    if (entry.path().filename().string().starts_with("postgresql")) folders.push_back(entry.path());
  return folders;
}

std::vector<fs::path> candidate_folders() {
  std::vector<fs::path> folders = path_folders();
  for (const fs::path& folder : path_folders()) {
    if (!executable(folder / "pg_config")) continue;
    folders.emplace_back(first_line_of(folder / "pg_config", "--bindir"));
    break;
  }
  for (const fs::path& folder : distribution_folders()) folders.push_back(folder);
  return folders;
}

struct Candidate {
  fs::path path;
  int major_version = 0;
};

// The wanted version when there is one, else the newest; the earlier folder of two of one version.
std::optional<Candidate> best(const std::string& name, const std::string& beside, std::optional<int> wanted) {
  std::optional<Candidate> newest;
  for (const fs::path& folder : candidate_folders()) {
    const fs::path path = folder / name;
    if (folder.empty() || !executable(path) || (!beside.empty() && !executable(folder / beside))) continue;
    const int version = major_version_of(path);
    if (version == 0) continue;
    if (version == wanted) return Candidate{path, version};
    if (!newest || version > newest->major_version) newest = Candidate{path, version};
  }
  return newest;
}

constexpr std::string_view kInstallHint =
    "install the package postgresql, or set KLYTICS_DATABASE_URL to use another server";

}  // namespace

ServerPrograms find_server_programs(std::optional<int> major_version) {
  const std::optional<Candidate> found = best("postgres", "initdb", major_version);
  if (major_version && (!found || found->major_version != *major_version))
    throw Error(
        ErrorKind::kConfiguration,
        fmt::format("the private database was made by PostgreSQL {0}, and the programs of PostgreSQL {0} are not "
                    "installed",
                    *major_version),
        fmt::format("install the package postgresql-{}", *major_version));
  if (!found)
    throw Error(ErrorKind::kConfiguration, "PostgreSQL's server programs are not installed", std::string(kInstallHint));
  if (found->major_version < 13)
    throw Error(ErrorKind::kConfiguration,
                fmt::format("PostgreSQL {} is too old: klytics needs 13 or later", found->major_version),
                std::string(kInstallHint));
  return {found->path.parent_path(), found->major_version};
}

std::filesystem::path find_client_program(const std::string& name, int server_version) {
  const std::optional<Candidate> found = best(name, "", server_version / 10000);
  if (!found)
    throw Error(ErrorKind::kConfiguration, fmt::format("the program {} is not installed", name),
                "install the package postgresql-client");
  return found->path;
}

}  // namespace klytics::storage

#include "bench/competition.h"

#include <zlib.h>

#include <charconv>
#include <memory>
#include <string_view>

#include "core/error.h"

namespace klytics::bench {
namespace {

std::string read_gzip(const std::string& path) {
  const std::unique_ptr<gzFile_s, int (*)(gzFile)> file(gzopen(path.c_str(), "rb"), gzclose);
  if (!file) throw Error(ErrorKind::kInputMissing, "cannot open " + path);
  std::string text;
  std::vector<char> buffer(1 << 16);
  for (int count; (count = gzread(file.get(), buffer.data(), static_cast<unsigned>(buffer.size()))) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(count));
  return text;
}

int period_of(std::string_view group) { return group == "quarterly" ? 4 : group == "monthly" ? 12 : 1; }

}  // namespace

std::vector<CompetitionSeries> read_competition(const std::string& path) {
  const std::string text = read_gzip(path);
  std::vector<CompetitionSeries> result;
  std::size_t position = text.find('\n') + 1;
  while (position < text.size()) {
    const std::size_t end = std::min(text.find('\n', position), text.size());
    const std::string_view line(text.data() + position, end - position);
    position = end + 1;
    std::string_view fields[6];
    std::size_t from = 0;
    for (std::string_view& field : fields) {
      const std::size_t comma = std::min(line.find(',', from), line.size());
      field = line.substr(from, comma - from);
      from = std::min(comma + 1, line.size());
    }
    if (result.empty() || result.back().id != fields[0])
      result.push_back({std::string(fields[0]), std::string(fields[1]), period_of(fields[1]), {}, {}});
    double value = 0;
    const auto parsed = std::from_chars(fields[5].data(), fields[5].data() + fields[5].size(), value);
    if (parsed.ec != std::errc{})
      throw Error(ErrorKind::kBadData, "not a number in " + path + ": " + std::string(line));
    (fields[3] == "test" ? result.back().test : result.back().train).push_back(value);
  }
  return result;
}

}  // namespace klytics::bench

#include "collection/engine/size_lookup.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "collection/engine/sync_plan.h"
#include "collection/http/next_link.h"
#include "collection/records/json_page.h"
#include "collection/records/record_reader.h"

namespace klytics::collection {
namespace {

constexpr std::chrono::milliseconds kWait{200};  // a stop is noticed so fast

struct FirstPage {
  std::int64_t records = 0;
  bool last = true;  // there is no other page
  std::optional<Instant> first_time, last_time;
};

double seconds_between(Instant from, Instant to) { return std::chrono::duration<double>(to - from).count(); }

// The resource as its records would be listed by time, between bounds; nullopt when the API does not know such a
// listing.
std::optional<Resource> by_time(Resource resource) {
  WindowRule& window = resource.window;
  if (window.kind == WindowKind::kListing || window.sort.empty()) return std::nullopt;
  if (window.upper_operator.empty()) window.upper_operator = "less-than";
  if (window.record_time_path.empty()) window.record_time_path = "attributes/" + window.field;
  resource.sort = window.sort;
  return resource;
}

std::optional<Instant> time_of(const Resource& resource, const std::string& body, std::string_view record) {
  RecordReader reader({resource.window.record_time_path});
  const auto readable = static_cast<std::size_t>(body.data() + body.size() - record.data()) + kBodyPadding;
  if (reader.read(record, readable) || reader.field(0).kind != FieldValue::Kind::kString) return std::nullopt;
  return parse_instant(reader.field(0).text);
}

FirstPage read(const Resource& resource, const std::string& body, const JsonPage& page) {
  FirstPage first{static_cast<std::int64_t>(page.records.size()), !page.next, {}, {}};
  if (page.records.empty() || resource.window.record_time_path.empty()) return first;
  first.first_time = time_of(resource, body, page.records.front());
  first.last_time = time_of(resource, body, page.records.back());
  return first;
}

// The first page of each slice, side by side; nullopt when stopped.
std::optional<std::vector<FirstPage>> first_pages(Fetcher& fetcher, const std::string& base_url,
                                                  const Resource& resource, const std::vector<Slice>& slices,
                                                  const std::function<bool()>& stopped) {
  std::vector<FirstPage> pages(slices.size());
  for (std::size_t i = 0; i < slices.size(); ++i)
    fetcher.request(i, resource.tier, {first_url(resource, base_url, slices[i], {})});
  for (std::size_t missing = slices.size(); missing > 0;) {
    if (stopped()) return std::nullopt;
    for (Fetcher::Page& answer : fetcher.step(kWait, slices.size())) {
      if (answer.outcome != Outcome::kAccept) {
        --missing;
        continue;
      }
      answer.body.reserve(answer.body.size() + kBodyPadding);
      const std::optional<JsonPage> page = split_page(answer.body);
      if (!page) {
        fetcher.request_again(answer.id, resource.tier, answer, looks_like_json(answer.body));
        continue;
      }
      if (page->next) check_next_link(base_url, answer.request.url, *page->next);
      pages[answer.id] = read(resource, answer.body, *page);
      --missing;
    }
  }
  return pages;
}

// Whole seconds, at most `count` pieces.
std::vector<Slice> pieces_of(const Slice& slice, Instant begin, int count) {
  std::vector<Slice> pieces;
  const auto length = (*slice.to - begin) / count;
  for (int i = 0; i < count; ++i) {
    Slice piece = slice;
    piece.from = std::chrono::floor<std::chrono::seconds>(begin + i * length);
    piece.to = i + 1 == count ? *slice.to : std::chrono::floor<std::chrono::seconds>(begin + (i + 1) * length);
    if (*piece.from < *piece.to) pieces.push_back(std::move(piece));
  }
  return pieces;
}

struct Sample {
  Slice slice;
  double records;  // as dense as its first page to its end
  bool exact;
};

Sample sample_of(const Slice& piece, const FirstPage& page) {
  const auto records = static_cast<double>(page.records);
  if (page.last || !page.last_time) return {piece, records, true};
  const double seen = seconds_between(*piece.from, *page.last_time);
  const double times = seen <= 0 ? 1 : std::max(1.0, seconds_between(*piece.from, *piece.to) / seen);
  return {piece, records * times, false};
}

// What a slice holds whose first record is at `begin`; nullopt when stopped.
std::optional<double> sampled_size(Fetcher& fetcher, const std::string& base_url, const Resource& resource,
                                   const Slice& slice, Instant begin, const std::function<bool()>& stopped) {
  constexpr int kCuts = 4;
  std::vector<Sample> samples;
  std::vector<Slice> asked = pieces_of(slice, begin, kSamples);
  for (int round = 0; round < kRounds && !asked.empty(); ++round) {
    const auto pages = first_pages(fetcher, base_url, resource, asked, stopped);
    if (!pages) return std::nullopt;
    for (std::size_t i = 0; i < asked.size(); ++i) samples.push_back(sample_of(asked[i], (*pages)[i]));
    asked.clear();
    if (round + 1 == kRounds) break;
    std::ranges::sort(samples, [](const Sample& a, const Sample& b) {
      return std::pair(a.exact, -a.records) < std::pair(b.exact, -b.records);
    });
    for (int i = 0; i < kSamples / kCuts && !samples.empty() && !samples.front().exact; ++i) {
      std::ranges::move(pieces_of(samples.front().slice, *samples.front().slice.from, kCuts),
                        std::back_inserter(asked));
      samples.erase(samples.begin());
    }
  }
  double records = 0;
  for (const Sample& sample : samples) records += sample.records;
  return records;
}

}  // namespace

std::optional<SizeLookup> look_up_size(Fetcher& fetcher, const std::string& base_url, const Resource& resource,
                                       const std::vector<Slice>& slices, const std::function<bool()>& stopped) {
  const Resource listed = by_time(resource).value_or(resource);
  const auto firsts = first_pages(fetcher, base_url, listed, slices, stopped);
  if (!firsts) return std::nullopt;
  SizeLookup size;
  double estimated = 0;
  bool least = false;
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const FirstPage& first = (*firsts)[i];
    if (first.last) {
      size.records += first.records;
      continue;
    }
    size.exact = false;
    if (!first.first_time || !slices[i].to) {
      least = true;
      size.records += first.records;
      continue;
    }
    const auto sampled = sampled_size(fetcher, base_url, listed, slices[i], *first.first_time, stopped);
    if (!sampled) return std::nullopt;
    estimated += *sampled;
  }
  size.records += std::llround(estimated);
  size.estimate = !size.exact && !least;
  return size;
}

}  // namespace klytics::collection

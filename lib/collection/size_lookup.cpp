#include "collection/size_lookup.h"

#include <cmath>

#include "collection/json_page.h"
#include "collection/next_link.h"
#include "collection/row_builder.h"
#include "collection/sync_plan.h"

namespace klytics::collection {
namespace {

constexpr std::chrono::milliseconds kWait{200};  // a stop is noticed so fast

struct FirstPage {
  std::int64_t records = 0;
  bool last = true;  // there is no other page
  std::optional<Instant> first_time, last_time;
};

double seconds_between(Instant from, Instant to) { return std::chrono::duration<double>(to - from).count(); }

FirstPage read(const Resource& resource, const Slice& slice, const std::string& body, const JsonPage& page) {
  FirstPage first{static_cast<std::int64_t>(page.records.size()), !page.next, {}, {}};
  if (resource.window.kind != WindowKind::kTimeSliced) return first;
  const PageRows rows = RowBuilder(resource).build(body, page, slice.partition);
  first.first_time = rows.first_time;
  first.last_time = rows.last_time;
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
      pages[answer.id] = read(resource, slices[answer.id], answer.body, *page);
      --missing;
    }
  }
  return pages;
}

std::vector<Slice> pieces_of(const Slice& slice, Instant begin) {
  std::vector<Slice> pieces;
  const auto length = (*slice.to - begin) / kSamples;
  for (int i = 0; i < kSamples; ++i) {
    Slice piece = slice;
    piece.from = std::chrono::floor<std::chrono::seconds>(begin + i * length);
    piece.to = i + 1 == kSamples ? *slice.to : std::chrono::floor<std::chrono::seconds>(begin + (i + 1) * length);
    if (*piece.from < *piece.to) pieces.push_back(std::move(piece));
  }
  return pieces;
}

// Of a piece whose first page is full: as dense as that page, to its end.
double extrapolated(const Slice& piece, const FirstPage& page) {
  const auto records = static_cast<double>(page.records);
  if (page.last || !page.last_time) return records;
  const double seen = seconds_between(*piece.from, *page.last_time);
  return seen <= 0 ? records : records * std::max(1.0, seconds_between(*piece.from, *piece.to) / seen);
}

}  // namespace

std::optional<SizeLookup> look_up_size(Fetcher& fetcher, const std::string& base_url, const Resource& resource,
                                       const std::vector<Slice>& slices, const std::function<bool()>& stopped) {
  const auto firsts = first_pages(fetcher, base_url, resource, slices, stopped);
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
    const std::vector<Slice> pieces = pieces_of(slices[i], *first.first_time);
    const auto samples = first_pages(fetcher, base_url, resource, pieces, stopped);
    if (!samples) return std::nullopt;
    for (std::size_t j = 0; j < pieces.size(); ++j) estimated += extrapolated(pieces[j], (*samples)[j]);
  }
  size.records += std::llround(estimated);
  size.estimate = !size.exact && !least;
  return size;
}

}  // namespace klytics::collection

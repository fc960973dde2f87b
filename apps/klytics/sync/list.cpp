#include "sync/list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace klytics::app {
namespace {

using collection::ListingSchedule;
using collection::Resource;
using collection::WindowKind;
using presentation::TableCell;

std::string_view window_word(const Resource& resource) {
  if (resource.report) return "months";
  if (resource.counts_days) return "days";
  switch (resource.window.kind) {
    case WindowKind::kListing:
      return "listing";
    case WindowKind::kChanged:
      return "changed";
    case WindowKind::kTimeSliced:
      return "slices";
  }
  return "";
}

std::string_view schedule_word(const Resource& resource) {
  if (resource.report || resource.counts_days || resource.window.kind == WindowKind::kTimeSliced) return "never";
  switch (resource.schedule) {
    case ListingSchedule::kEveryRun:
      return "each run";
    case ListingSchedule::kDaily:
      return "daily";
    case ListingSchedule::kOnRequest:
      return "--full";
  }
  return "";
}

TableCell yes_or_no(bool yes) { return TableCell::of(std::string_view(yes ? "yes" : "no")); }

TableCell text_or_nothing(std::string_view text) { return text.empty() ? TableCell::empty() : TableCell::of(text); }

}  // namespace

presentation::ResultTable resource_list(const SyncOptions& options, const Settings& settings) {
  const std::vector<Resource> chosen = chosen_resources(options, settings);
  presentation::ResultTable table{
      {"resource", "chosen", "default", "tier", "window", "watermark", "complete listing", "path", "scopes"}, {}};
  for (const Resource& resource : known_resources(settings)) {
    const bool is_chosen =
        std::ranges::any_of(chosen, [&](const Resource& other) { return other.name == resource.name; });
    table.rows.push_back({TableCell::of(std::string_view(resource.name)), yes_or_no(is_chosen),
                          yes_or_no(resource.by_default), TableCell::of(collection::name_of(resource.tier)),
                          TableCell::of(window_word(resource)), text_or_nothing(resource.window.field),
                          TableCell::of(schedule_word(resource)), TableCell::of(std::string_view(resource.path)),
                          TableCell::of(std::string_view(fmt::format("{}", fmt::join(resource.scopes, " "))))});
  }
  return table;
}

}  // namespace klytics::app

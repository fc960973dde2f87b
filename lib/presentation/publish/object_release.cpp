#include "presentation/publish/object_release.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "core/at_once.h"
#include "core/error.h"
#include "presentation/publish/gzip.h"

namespace klytics::presentation {
namespace {

constexpr std::string_view kManifest = "manifest.json";
constexpr std::size_t kAtOnce = 8;  // a store answers in tens of milliseconds: this hides most of it

StoredObject object_of(const Document& file, bool packed) {
  StoredObject object;
  object.key = file.path;
  object.body = packed ? gzip(file.body) : file.body;
  object.content_type = "application/json";
  if (packed) object.content_encoding = "gzip";
  object.cache_control = "no-cache";  // ask whether it changed: the entity tag makes that cheap
  return object;
}

bool is_in_tree(const std::string& path) { return path.starts_with("api/") || path.starts_with("ranges/"); }

// The paths below the tree's own folders that a manifest lists; none when it is not one of ours.
std::set<std::string> listed_paths(const std::string& manifest) {
  std::set<std::string> paths;
  const nlohmann::json value = nlohmann::json::parse(manifest, nullptr, false);
  if (!value.is_object() || value.value("generator", "") != "klytics" || !value.contains("files")) return paths;
  for (const nlohmann::json& file : value["files"])
    if (file.is_object() && file.contains("path") && file["path"].is_string())
      if (const auto path = file["path"].get<std::string>(); is_in_tree(path)) paths.insert(path);
  return paths;
}

}  // namespace

ObjectRelease publish_to(ObjectStore& store, const Snapshot& snapshot, bool packed,
                         const std::function<void(const std::function<void()>&)>& commit) {
  const std::map<std::string, std::string> tags = store.list();
  std::set<std::string> leftover;
  if (tags.contains(std::string(kManifest))) leftover = listed_paths(store.get(std::string(kManifest)).value_or(""));
  ObjectRelease release;
  std::vector<StoredObject> changed;
  StoredObject manifest;
  for (const Document& file : snapshot.files) {
    leftover.erase(file.path);
    if (file.path == kManifest) {
      manifest = object_of(file, false);  // read by programs, which may not unpack
      continue;
    }
    StoredObject object = object_of(file, packed);
    const auto tag = tags.find(file.path);
    if (tag != tags.end() && !tag->second.empty() && tag->second == entity_tag_of(object.body))
      ++release.unchanged;
    else
      changed.push_back(std::move(object));
  }
  at_once(
      changed.size(), [&](std::size_t i) { store.put(changed[i]); }, {}, kAtOnce);
  commit([&] { store.put(manifest); });
  release.written = changed.size() + 1;
  const std::vector<std::string> gone(leftover.begin(), leftover.end());
  at_once(
      gone.size(), [&](std::size_t i) { store.remove(gone[i]); }, {}, kAtOnce);
  release.removed = gone.size();
  return release;
}

PublishedTree tree_in(ObjectStore& store) {
  PublishedTree tree;
  tree.place = store.address().text();
  tree.read = [&store](const std::string& path) { return gunzip(store.get(path).value_or("")); };
  const std::map<std::string, std::string> tags = store.list();
  if (!tags.contains(std::string(kManifest)))
    throw Error(ErrorKind::kInputMissing, fmt::format("no {} in {}", kManifest, tree.place),
                "name the place that klytics export publishes into");
  for (const auto& [path, tag] : tags)
    if (is_in_tree(path)) tree.paths.insert(path);
  return tree;
}

}  // namespace klytics::presentation

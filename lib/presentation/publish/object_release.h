// Publishes a tree to object storage: what changed first, the manifest last.
#pragma once

#include "presentation/publish/object_store.h"
#include "presentation/publish/tree_check.h"
#include "presentation/render/snapshot.h"

namespace klytics::presentation {

struct ObjectRelease {
  std::size_t written = 0, unchanged = 0, removed = 0;  // objects
};

/// Writes every file whose object is not there with the same bytes already, several at a time; so a run after a failure
/// goes on where that ended. Then calls `commit`, which has to call what it is given, once: that writes the manifest.
/// Last, what the manifest before named and this one does not is removed. When anything fails, the old manifest still
/// stands.
ObjectRelease publish_to(ObjectStore& store, const Snapshot& snapshot, bool packed,
                         const std::function<void(const std::function<void()>& write_manifest)>& commit);

/// What stands in a store, as check_tree() takes it; objects that export did not write are no part of it. Throws
/// Error(kInputMissing) when there is no manifest to begin with.
PublishedTree tree_in(ObjectStore& store);

}  // namespace klytics::presentation

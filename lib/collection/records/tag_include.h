// Tags come with the objects that carry them, but need a scope of their own.
#pragma once

#include <optional>

#include "collection/resource.h"

namespace klytics::collection {

/// The resource without the tags that it includes, for a key that lacks tags:read: the tags stored before stay as they
/// are. nullopt for a resource that includes none.
std::optional<Resource> without_tags(const Resource& resource);

}  // namespace klytics::collection

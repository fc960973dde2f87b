// Object storage as the settings name it: the endpoint, the key, and the connections.
#pragma once

#include "context.h"
#include "presentation/publish/object_store.h"

namespace klytics::app {

/// Throws Error(kConfiguration) without a key, or for an endpoint that would be reached in the clear.
presentation::ObjectStore open_store(const Context& context, const presentation::StoreAddress& address);

}  // namespace klytics::app

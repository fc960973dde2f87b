// The token of klytics serve.
#pragma once

#include "core/secret.h"
#include "core/settings.h"

namespace klytics::app {

/// From the settings or the file that they name; empty when there is none. Throws Error(kConfiguration) for one that is
/// short enough to be guessed, or whose file others may read.
Secret serve_token(const Settings& settings);

}  // namespace klytics::app

// /health, and the reasons behind zeros for the manifest. Pure.
#pragma once

#include <string>
#include <vector>

#include "presentation/render/dashboard.h"
#include "presentation/render/json_writer.h"

namespace klytics::presentation {

/// {status: "ok" or "stale", timestamp, dataThrough, staleAfter}; the last two are null before anything was collected.
std::string health(const Freshness& freshness);

/// Writes the members dataThrough and staleAfter.
void write_freshness(JsonWriter& json, const Freshness& freshness);

/// Plain sentences that say why a number is zero, incomplete or cut; empty when there is nothing to say.
std::vector<std::string> notes(const Dashboard& dashboard);

}  // namespace klytics::presentation

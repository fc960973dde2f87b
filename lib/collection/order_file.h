// Order files: CSV with one order a row.
#pragma once

#include <string>

#include "core/orders.h"

namespace klytics::collection {

/// Reads the orders of a file ("-" is standard input) on `threads` threads. The result does not depend on their number:
/// orders stand in the order of the file, customers are numbered as they first come. Throws Error(kInputMissing, kIo,
/// kBadData); of several bad rows the first of the file is reported.
Orders read_order_file(const std::string& path, const OrderColumns& columns, const TimeZone& zone, unsigned threads);

}  // namespace klytics::collection

// Order files: CSV with one order a row.
#pragma once

#include <string>

#include "core/orders.h"

namespace klytics::collection {

/// Reads the orders of a file ("-" is standard input) on `threads` threads. Customers are numbered in the order in
/// which they come when `threads` is 1, in an arbitrary one otherwise. Throws Error(kInputMissing, kIo, kBadData); of
/// several bad rows the first of the file is reported.
Orders read_order_file(const std::string& path, const OrderColumns& columns, const TimeZone& zone, unsigned threads);

}  // namespace klytics::collection
